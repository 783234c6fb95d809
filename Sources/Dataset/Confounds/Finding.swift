// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// A property that alone tells a class from all others.
struct Finding: Sendable, Hashable {
    let property: Property
    /// The class.
    let label: Int
    let tell: Tell

    /// The most telling first; then in the order of the properties and of the classes.
    static func precedes(_ left: Finding, _ right: Finding) -> Bool {
        let (better, worse) = (left.tell.accuracy.value, right.tell.accuracy.value)
        if better != worse { return better > worse }
        return (left.property.rawValue, left.label) < (right.property.rawValue, right.label)
    }

    /// The finding as a sentence and its consequence.
    ///
    /// - Parameter pair: the labels of the only two classes, where there are no more.
    func warning(_ classes: [String], pair: [Int]?) -> DatasetWarning {
        let name = quoted(classes[label])
        let (ownShare, otherShare) = (
            "\(tell.own) of \(tell.accuracy.own)", "\(tell.others) of \(tell.accuracy.others)"
        )
        let extent = tell.accuracy.isTelling ? "" : "in part "
        let rule = "\(extent)by the \(property.name) alone (balanced accuracy \(tell.accuracy))"
        let medians = tell.medians.map { "; the medians are \($0.own) and \($0.others)" } ?? ""
        let detail: String
        if let other = pair?.first(where: { $0 != label }).map({ quoted(classes[$0]) }) {
            detail =
                "Classes \(name) and \(other) can be told apart \(rule): \(ownShare) images of "
                + "\(name) \(tell.predicate), \(otherShare) of \(other)\(medians)."
        } else {
            detail =
                "Class \(name) can be told \(rule): \(ownShare) of its images "
                + "\(tell.predicate), \(otherShare) of the others\(medians)."
        }
        let consequence = " A network may learn the \(property.name) instead of the finding."
        return DatasetWarning(code: "confound", detail: detail + consequence)
    }
}
