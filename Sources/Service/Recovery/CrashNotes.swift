// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Logging
internal import POSIX
internal import Pipeline

/// What the process is at, written down where the next one finds it if this one dies of it.
///
/// One piece of work at a time: a job, or the inspection of a dataset. Each worker notes the image
/// that it is about to look at, by one store to memory that is mapped from the file `suspects` of
/// the data folder; the disk is never waited for. See ``FormerNotes`` for who reads it.
final class CrashNotes: Sendable {
    /// Where each word stands.
    enum Place {
        static let format = 0
        static let kind = 1
        static let fence = 2
        static let checkpoint = 3
        static let written = 4
        static let fault = 5
        static let startID = 6
        static let memoryKills = 7
        /// The id, as text, 0 behind it.
        static let id = 8..<16
        /// One word for each worker: 1 more than the entry that it has in hand, or 0.
        static let workers = 16..<(16 + 1024)
        static let count = workers.upperBound
    }

    /// What the file begins with: "EQNOTES1".
    static let format: UInt64 = 0x4551_4E4F_5445_5331

    /// What the process works on.
    enum Work: Hashable, Sendable {
        case job(String, fence: Int64)
        case inspection(ofDataset: String)
    }

    private let words: SharedWords
    /// The workers' words that no worker has.
    private let free = Locked(Array(Place.workers.reversed()))

    /// - Parameter words: ``Place/count`` of them.
    init(_ words: SharedWords) {
        precondition(words.count == Place.count, "a word for each thing that is noted")
        self.words = words
    }

    /// The notes of a data folder, or ones that nobody will find where it has no room for them.
    static func open(in root: Directory, logger: Logger) throws(SystemError) -> CrashNotes {
        do throws(SystemError) {
            let path = root.path(of: Blobs.suspectsName)
            return CrashNotes(try SharedWords(updating: path, count: Place.count))
        } catch {
            logger.warning("no notes for a crash", metadata: ["error": "\(error)"])
            return CrashNotes(try SharedWords(count: Place.count))
        }
    }

    /// What a former process was at when it died; nil when it was at nothing.
    ///
    /// Stays until work begins or ``end()`` says that it is dealt with.
    var former: FormerNotes? { FormerNotes((0..<Place.count).map { words[$0] }) }

    /// Has the signal of a fault of this process noted; see ``SharedWords/markFaults(at:)``.
    func markFaults() {
        words.markFaults(at: Place.fault)
    }

    /// Notes that work begins; the calling thread does what of it no worker does.
    func begin(_ work: Work) {
        // While the kind is 0 there is nothing to be read.
        words[Place.kind] = 0
        for place in 0..<Place.count { words[place] = 0 }
        words[Place.format] = Self.format
        words[Place.startID] = ThisMachine.startID ?? 0
        words[Place.memoryKills] = ThisMachine.memoryKills ?? 0
        let (kind, id, fence): (UInt64, String, Int64) =
            switch work {
            case .job(let id, let fence): (1, id, fence)
            case .inspection(let id): (2, id, 0)
            }
        words[Place.fence] = UInt64(bitPattern: fence)
        for (place, word) in zip(Place.id, Self.words(of: id)) { words[place] = word }
        words[Place.kind] = kind
        FaultMark.setAtWork(true)
    }

    /// Notes that the work is over, however it ended.
    func end() {
        FaultMark.setAtWork(false)
        words[Place.kind] = 0
    }

    /// Notes from which step of its pass the job would go on.
    func checkpoint(_ step: Int) {
        words[Place.checkpoint] = UInt64(clamping: step)
    }

    /// Notes that so many images are in the archive, durable or not.
    func written(_ images: Int) {
        words[Place.written] = UInt64(clamping: images)
    }

    /// Gives a worker its word for as long as it keeps what this returns.
    func place() -> PipelineObserver.Note {
        // More workers than there are words is more than the settings allow.
        guard let index = free.withLock({ $0.popLast() }) else { return { _ in } }
        let place = WorkerPlace(index: index, notes: self)
        return { place.note($0) }
    }

    /// A worker's word; given back when the worker has gone.
    private final class WorkerPlace: Sendable {
        let index: Int
        let notes: CrashNotes

        init(index: Int, notes: CrashNotes) {
            (self.index, self.notes) = (index, notes)
        }

        deinit {
            notes.words[index] = 0
            notes.free.withLock { [index] in $0.append(index) }
        }

        func note(_ entry: Int?) {
            notes.words[index] = entry.map { UInt64(clamping: $0) + 1 } ?? 0
            FaultMark.setAtWork(entry != nil)
        }
    }

    /// A text of at most 64 bytes, 8 in a word.
    private static func words(of id: String) -> [UInt64] {
        var words = [UInt64](repeating: 0, count: Place.id.count)
        for (index, byte) in id.utf8.prefix(8 * words.count).enumerated() {
            words[index / 8] |= UInt64(byte) << UInt64(index % 8 * 8)
        }
        return words
    }
}
