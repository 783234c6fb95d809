// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// What the random draws of one source image hang on: seed, class, path within the class.
///
/// Nothing else enters, so that adding, removing or reordering other images changes none of them.
struct SourceKey: Sendable {
    /// The hash over everything but the use and its number.
    private let prefix: SipHash

    /// - Parameters:
    ///   - label: the class's name.
    ///   - path: the path within the class folder.
    init(seed: UInt32, label: String, path: some StringProtocol) {
        var hash = SipHash(key: (UInt64(seed), 0))
        hash.append(label)
        hash.append(path)
        prefix = hash
    }

    /// The generator for an artificial image, copies being numbered from 1.
    func generator(copy: Int) -> KeyedGenerator {
        KeyedGenerator(hash: hash(.copy, UInt64(copy)))
    }

    /// The number by which sources are picked: those with the lowest lots come first.
    var lot: UInt64 {
        hash(.lot, 0).0
    }

    /// The lot that a source draws among those of its own group, which says nothing of ``lot``.
    var lotInGroup: UInt64 {
        hash(.lot, 1).0
    }

    /// What a hash is used for; two uses never see the same bits.
    private enum Use: UInt64 {
        case copy = 1
        case lot = 2
    }

    private func hash(_ use: Use, _ number: UInt64) -> (UInt64, UInt64) {
        var hash = prefix
        hash.append(use.rawValue)
        hash.append(number)
        return hash.finished()
    }
}
