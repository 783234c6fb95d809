// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Zip

/// What all records of a journal say together: where the job goes on.
struct JournalState: Sendable {
    /// The pass that is under way; nil before the first has begun.
    private(set) var pass: PassHead?
    /// The last checkpoint's place in it; nil where there is none.
    private(set) var place: Place?
    /// How far the search for bad images is; nil where none was found.
    private(set) var search: SearchStep?

    /// A checkpoint, with what all before it say.
    struct Place: Sendable {
        var next = 0
        var mark: ArchiveMark
        var entries: [WrittenEntry] = []
        var sightings: [Sighting] = []
    }

    /// Takes note of the record that follows; false where it cannot follow those so far.
    mutating func on(_ record: JournalRecord) -> Bool {
        switch record {
        case .pass(let head):
            self = JournalState()
            pass = head
            return true
        case .checkpoint(let checkpoint):
            return on(checkpoint)
        case .search(let step):
            guard pass != nil, step.next >= search?.next ?? 0 else { return false }
            let bad = (search?.bad ?? [:]).merging(step.bad) { first, _ in first }
            if bad.isEmpty { return false }
            search = SearchStep(next: step.next, bad: bad)
            return true
        }
    }

    private mutating func on(_ checkpoint: Checkpoint) -> Bool {
        guard pass != nil, search == nil else { return false }
        let last = place?.mark ?? checkpoint.mark
        guard checkpoint.next > place?.next ?? 0,
            checkpoint.mark.archive.bytes >= last.archive.bytes,
            checkpoint.mark.manifest.bytes >= last.manifest.bytes
        else { return false }
        // In place: each copy of the lists would cost as much as all checkpoints before.
        place = place ?? Place(mark: checkpoint.mark)
        place?.next = checkpoint.next
        place?.mark = checkpoint.mark
        place?.entries += checkpoint.entries
        place?.sightings += checkpoint.sightings
        return true
    }
}
