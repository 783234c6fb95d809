// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Dataset
internal import Hashing
internal import Zip

/// One thing that a journal notes: what the passes of a job have come to, step by step.
enum JournalRecord: Sendable, Hashable {
    /// A pass begins; its archive is empty.
    case pass(PassHead)
    /// More of the pass's archive is on the disk.
    case checkpoint(Checkpoint)
    /// The pass has a bad image, and more of the sources have been looked at for others.
    case search(SearchStep)

    /// From which step, or item of a search, a job goes on whose journal ends with this record.
    var place: Int {
        switch self {
        case .pass: 0
        case .checkpoint(let checkpoint): checkpoint.next
        case .search(let step): step.next
        }
    }
}

/// What a pass depends on, and nothing else does.
struct PassHead: Sendable, Hashable {
    /// Of all that was given: the dataset, the options, the program; see ``PassBasis``.
    let basis: Digest
    /// Of every row of the plan.
    let plan: Digest
    /// What each earlier pass has found to be bad, by the position of the zip's entry.
    let earlier: [[Int: Refusal]]
}

/// How far the archive and the manifest are, and what has come since the checkpoint before.
struct Checkpoint: Sendable, Hashable {
    /// The first step of the pass that is not in it; see ``PassStep``.
    let next: Int
    let mark: ArchiveMark
    /// The entries since the checkpoint before, in their order.
    let entries: [WrittenEntry]
    /// The sources whose last step has come since, in their order.
    let sightings: [Sighting]
}

/// What a source was seen to be.
struct Sighting: Sendable, Hashable {
    /// A position in the plan's catalogue.
    let source: Int
    let observation: Observations.Observation
}

/// How far the search for further bad images is.
struct SearchStep: Sendable, Hashable {
    /// The first item of the plan that may not have been looked at.
    let next: Int
    /// What has been found since the step before, by the position of the zip's entry.
    let bad: [Int: Refusal]
}

/// The bytes that the archive and the manifest have on the disk.
struct ArchiveMark: Sendable, Hashable {
    let archive: FileMark
    let manifest: FileMark
}

/// The start of a file.
struct FileMark: Sendable, Hashable {
    let bytes: UInt64
    let sha256: Digest
}
