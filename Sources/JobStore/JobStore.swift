// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Dispatch
internal import Synchronization

/// Durable jobs in one SQLite file, through one connection on one serial queue.
///
/// When a call that writes has returned, its change survives a crash of the process and a loss of
/// power. Calls wait for the disk: make them from Dispatch workers, never from the event loop, a
/// cooperative thread or, which traps, from within another call. They may come from any thread.
/// Times are milliseconds since 1970 and come from the caller; the store has no clock.
///
/// A claim gives the worker a fence; its later writes name it and return false as soon as the job
/// is no longer that worker's, be it cancelled, claimed anew or gone. Then the worker stops.
///
/// Safe because `connection` is touched on `queue` alone, but for `init` and the deinitialiser,
/// when no one else has this object.
package final class JobStore: @unchecked Sendable {
    let limits: JobStoreLimits
    private let queue = DispatchQueue(label: "equipoise.job-store")
    private var connection: Connection?
    /// Touched on `queue` alone, likewise.
    private var observers: [Observer] = []
    let relief: Relief
    /// Set on `queue`, read from anywhere.
    private let isBroken = Atomic<Bool>(false)

    /// Makes room on a full disk; false where it could not.
    ///
    /// It is called on the store's queue: it must not call the store, which traps.
    package typealias Relief = @Sendable () -> Bool

    /// Opens the file at `path`, or makes it, and brings its schema up to date.
    ///
    /// The file then belongs to this process until the store is closed; its folder must be on a
    /// local disk.
    ///
    /// - Parameter relief: asked for room when the disk is too full for a write that ends work or
    ///   frees space; that write is then tried again. Writes that take on more work never ask.
    /// - Throws: `JobStoreError`: `busy` when another process has it, `newerSchema`,
    ///   `foreignFile`, `corrupt`, `cannotOpen`, or a fault of the disk.
    package convenience init(
        path: String,
        limits: JobStoreLimits = JobStoreLimits(),
        relief: @escaping Relief = { false }
    ) throws(JobStoreError) {
        try self.init(path: path, limits: limits, migrations: Migration.all, relief: relief)
    }

    init(
        path: String,
        limits: JobStoreLimits,
        migrations: [Migration],
        relief: @escaping Relief = { false }
    ) throws(JobStoreError) {
        self.limits = limits
        self.relief = relief
        let connection = try Connection(path: path)
        try connection.configure(limits: limits)
        try Self.relieved(by: relief) { () throws(JobStoreError) in
            try connection.migrate(with: migrations)
            try connection.stamp(limits.retention)
        }
        self.connection = connection
    }

    /// Whether the disk has failed under the file since it was opened.
    ///
    /// What SQLite was told is written may be lost, and the kernel tells of that once (fsync(2)):
    /// a later success would prove nothing. So each later write throws `inputOutput`, and the next
    /// start, which reads what the disk really has, decides.
    package var hasFailed: Bool { isBroken.load(ordering: .relaxed) }

    /// Ends all use of the file and leaves it without a write-ahead log.
    ///
    /// On a full disk, or one that has failed, the log stays: the next opening reads it. Later
    /// calls throw `closed`; closing twice does nothing.
    package func close() throws(JobStoreError) {
        try onQueue { () throws(JobStoreError) in
            guard let connection = self.connection else { return }
            self.connection = nil
            if hasFailed { return }
            do throws(JobStoreError) {
                try connection.finish()
            } catch {
                if !error.isFull { throw error }
            }
        }
    }

    /// Is told, after each commit, the ids of the jobs that it changed, added or removed.
    package typealias Observer = @Sendable (_ jobs: Set<String>) -> Void

    /// Tells an observer of every change of a job from now on, as long as the store lives.
    ///
    /// It is called on the store's queue, in the order of the commits, and before the call that
    /// changed the jobs returns: so whoever has the answer to a change cannot meet what was before.
    /// It must be quick, and must not call the store, which traps.
    package func observe(_ observer: @escaping Observer) {
        dispatchPrecondition(condition: .notOnQueue(queue))
        queue.sync { observers.append(observer) }
    }

    /// Calls `body` with the connection, alone, and tells the observers which jobs it changed.
    ///
    /// - Parameter body: puts the ids of jobs into its second argument as soon as their change is
    ///   committed. They are told also when it throws after that.
    func changeJobs<Value>(
        _ purpose: WritePurpose,
        _ body: (Connection, inout Set<String>) throws(JobStoreError) -> Value
    ) throws(JobStoreError) -> Value {
        try change(purpose) { (connection) throws(JobStoreError) in
            var changed: Set<String> = []
            defer {
                if !changed.isEmpty { for observer in observers { observer(changed) } }
            }
            return try body(connection, &changed)
        }
    }

    /// Calls `body`, which makes one change or one transaction, with the connection, alone.
    func change<Value>(
        _ purpose: WritePurpose,
        _ body: (Connection) throws(JobStoreError) -> Value
    ) throws(JobStoreError) -> Value {
        try withConnection { (connection) throws(JobStoreError) in
            if hasFailed {
                throw JobStoreError(kind: .inputOutput, message: "the disk has failed before")
            }
            switch purpose {
            case .takesOn: return try body(connection)
            case .ends:
                return try Self.relieved(by: relief) { () throws(JobStoreError) in
                    try body(connection)
                }
            }
        }
    }

    /// Tries again what a full disk kept from being done, as often as room can be made for it, but
    /// not for ever: who fills the disk may be faster.
    private static func relieved<Value>(
        by relief: Relief,
        _ body: () throws(JobStoreError) -> Value
    ) throws(JobStoreError) -> Value {
        for _ in 0..<16 {
            do throws(JobStoreError) {
                return try body()
            } catch {
                guard error.isFull, relief() else { throw error }
            }
        }
        return try body()
    }

    /// Calls `body` with the connection, alone.
    func withConnection<Value>(
        _ body: (Connection) throws(JobStoreError) -> Value
    ) throws(JobStoreError) -> Value {
        try onQueue { () throws(JobStoreError) in
            guard let connection = self.connection else {
                throw JobStoreError(kind: .closed, message: "the store has been closed")
            }
            do throws(JobStoreError) {
                return try body(connection)
            } catch {
                if error.kind == .inputOutput { isBroken.store(true, ordering: .relaxed) }
                throw error
            }
        }
    }

    private func onQueue<Value>(
        _ body: () throws(JobStoreError) -> Value
    ) throws(JobStoreError) -> Value {
        dispatchPrecondition(condition: .notOnQueue(queue))
        return try queue.sync { Result(catching: body) }.get()
    }
}
