// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Hashing
internal import POSIX

/// The SHA-256 of a file that grows, reckoned on a second thread that follows its writer.
///
/// It reads back what was written, from the page cache, a copy that costs a sixth of the hashing.
/// Handing blocks over instead made each thread wait for the other at every block, which was slower
/// than one thread as soon as the processors were busy. The writer waits only when it is far
/// ahead, so that what is read back is in the page cache still.
///
/// Safe because the hasher and its buffer are touched by the second thread while it follows, and
/// by the owner, who waits for it to be idle, at the end.
final class FileHasher: @unchecked Sendable {
    /// How far the writer gets ahead before the second thread is woken.
    private static let stride: UInt64 = 2 << 20
    /// How far the writer gets ahead at the most, but for one piece.
    private static let lead: UInt64 = 16 << 20
    private static let blockBytes = 256 << 10

    private struct State {
        var written: UInt64 = 0
        var hashed: UInt64 = 0
        var isFollowing = false
        var writerWaits = false
        var failure: SystemError?
    }

    private let file: File
    private let state = Locked(State())
    private let queue = WorkQueue(serial: "equipoise.hash")
    private let isIdle = Bell()
    private let isNearer = Bell()
    /// Nil once the digest has been taken.
    private var hasher: SHA256? = SHA256()
    private var buffer: [UInt8] = []

    init(_ file: File) {
        self.file = file
    }

    /// Says how long the file is by now; waits when that is far ahead of what is hashed.
    func follow(to length: UInt64) {
        let isBehind = state.withLock { state in
            state.written = length
            let isBehind = !state.isFollowing && length - state.hashed >= Self.stride
            if isBehind { state.isFollowing = true }
            return isBehind
        }
        if isBehind { queue.async { [self] in catchUp() } }
        while mustWait() { isNearer.wait() }
    }

    private func mustWait() -> Bool {
        state.withLock { state in
            state.writerWaits =
                state.failure == nil && state.written - state.hashed > Self.lead
            return state.writerWaits
        }
    }

    /// The digest of the whole file; nothing may be written after it.
    ///
    /// - Throws: `SystemError` when the file cannot be read back.
    func finish() throws(SystemError) -> Digest {
        while state.withLock({ $0.isFollowing }) { isIdle.wait() }
        try hash(to: state.withLock { $0.written })
        if let failure = state.withLock({ $0.failure }) { throw failure }
        guard let digest = hasher.take()?.finalize() else {
            preconditionFailure("a digest is taken once")
        }
        return digest
    }

    /// Hashes on the second thread until there is too little to be woken for.
    private func catchUp() {
        while let length = nextLength() {
            do throws(SystemError) {
                try hash(to: length)
            } catch {
                state.withLock { $0.failure = error }
                isNearer.ring()
            }
        }
        isIdle.ring()
    }

    /// How long the file is when it is worth going on; nil ends the following.
    private func nextLength() -> UInt64? {
        state.withLock { state in
            if state.failure == nil, state.written - state.hashed >= Self.stride {
                return state.written
            }
            state.isFollowing = false
            return nil
        }
    }

    private func hash(to length: UInt64) throws(SystemError) {
        if buffer.isEmpty { buffer = [UInt8](repeating: 0, count: Self.blockBytes) }
        var position = state.withLock { $0.hashed }
        while position < length {
            let wanted = Int(min(UInt64(Self.blockBytes), length - position))
            let count = try unsafe buffer.withUnsafeMutableBufferPointer {
                (all) throws(SystemError) -> Int in
                let block = unsafe UnsafeMutableRawBufferPointer(
                    UnsafeMutableBufferPointer(rebasing: all[..<wanted])
                )
                let count = try unsafe file.descriptor.read(into: block, at: position)
                unsafe hasher?.update(UnsafeRawBufferPointer(rebasing: block[..<count]))
                return count
            }
            guard count == wanted else { throw SystemError.endOfFile }
            position += UInt64(count)
            let isAwaited = state.withLock { [position] state in
                state.hashed = position
                let isNear = state.written - position <= Self.lead / 2
                defer { if isNear { state.writerWaits = false } }
                return state.writerWaits && isNear
            }
            if isAwaited { isNearer.ring() }
        }
    }
}
