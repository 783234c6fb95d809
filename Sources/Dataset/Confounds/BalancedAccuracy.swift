// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// How often a rule that says "this class" or "another" is right: the mean of both sides' shares.
///
/// (share of the class told as the class + share of the others told as others) / 2, so 0.5 is what
/// guessing gets, however rare the class is. Brodersen et al., "The balanced accuracy and its
/// posterior distribution" (2010). Kept as whole numbers: the limit is met exactly.
struct BalancedAccuracy: Sendable, Hashable {
    /// Images of the class; at least ``enough`` where it can be telling.
    let own: Int
    /// Images of all other classes.
    let others: Int
    /// Two for each image of the class that is told as such, one for each undecided.
    let ownHits: Int
    /// The same for the images of the others.
    let otherHits: Int

    /// Images that each side must have before a property is said to tell it.
    static let enough = 5

    /// 0 … 1; 0.5 for guessing.
    var value: Double {
        (Double(ownHits) / Double(own) + Double(otherHits) / Double(others)) / 4
    }

    /// Whether it is 0.9 or more, on enough images.
    var isTelling: Bool {
        guard own >= Self.enough, others >= Self.enough else { return false }
        return 10 * (ownHits * others + otherHits * own) >= 36 * own * others
    }
}

extension BalancedAccuracy: CustomStringConvertible {
    /// Two decimals, cut off and not rounded: 1.00 is said of a rule that never fails.
    var description: String {
        let hundredths = 100 * (ownHits * others + otherHits * own) / (4 * own * others)
        let decimals = String(100 + hundredths % 100).dropFirst()
        return "\(hundredths / 100).\(decimals)"
    }
}
