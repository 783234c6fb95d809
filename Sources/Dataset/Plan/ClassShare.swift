// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// What becomes of the images of one class in one part of the split.
struct ClassShare {
    /// The images that stay, positions in the catalogue, ascending.
    var kept: [Int]
    /// The images that go, likewise.
    var removed: [Int] = []
    /// Artificial images of each of ``kept`` beside the original; empty where there are none.
    var copies: [Int] = []
    /// The positions in ``kept`` of originals that one more artificial image stands in for.
    var replaced: Set<Int> = []
    /// What is done for the artificial images of each of ``kept``; empty where every one of them is
    /// drawn for by itself.
    var operations: [[Operation]] = []
    /// What stands between the class and its target.
    var limitation: PlannedClass.Limitation?

    /// Artificial images beside the originals.
    var added: Int { copies.reduce(0, +) }

    /// Artificial images of one of ``kept``, a replacement included.
    func artificial(at position: Int) -> Int {
        (copies.isEmpty ? 0 : copies[position]) + (replaced.contains(position) ? 1 : 0)
    }
}
