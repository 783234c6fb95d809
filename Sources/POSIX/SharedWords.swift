// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import CLinux
internal import Glibc

/// A few words of 64 bits in a file, as this process has them in its memory.
///
/// A store is one instruction and no call of the kernel, and is in the file from then on, however
/// the process ends; only the machine's own end can lose it. Safe because the memory is reached by
/// atomic loads and stores alone, and stays mapped as long as this object lives.
@safe package final class SharedWords: @unchecked Sendable {
    private let words: UnsafeMutablePointer<UInt64>
    /// How many there are.
    package let count: Int

    /// Opens or makes a file of so many words; those it lacks are 0.
    ///
    /// Room on the disk is taken at once: a store that found none would end the process.
    ///
    /// - Throws: `SystemError`.
    package convenience init(updating path: String, count: Int) throws(SystemError) {
        let file = try File(updating: path)
        let length = count * MemoryLayout<UInt64>.stride
        let failure = posix_fallocate(file.descriptor.number, 0, off_t(length))
        if failure != 0 { throw SystemError(number: failure, call: "fallocate", subject: path) }
        try self.init(count: count, flags: MAP_SHARED, descriptor: file.descriptor.number)
    }

    /// So many words of 0 that are in no file.
    ///
    /// - Throws: `SystemError` without memory.
    package convenience init(count: Int) throws(SystemError) {
        try self.init(count: count, flags: MAP_SHARED | MAP_ANONYMOUS, descriptor: -1)
    }

    private init(count: Int, flags: Int32, descriptor: Int32) throws(SystemError) {
        precondition(count >= 1, "a mapping has a length")
        let length = count * MemoryLayout<UInt64>.stride
        let start = unsafe mmap(nil, length, PROT_READ | PROT_WRITE, flags, descriptor, 0)
        guard let start = unsafe start, unsafe start != UnsafeMutableRawPointer(bitPattern: -1)
        else { throw SystemError(number: errno, call: "mmap") }
        unsafe words = start.bindMemory(to: UInt64.self, capacity: count)
        self.count = count
    }

    deinit {
        unsafe munmap(words, count * MemoryLayout<UInt64>.stride)
    }

    private func word(_ index: Int) -> UnsafeMutablePointer<UInt64> {
        precondition((0..<count).contains(index), "a word that there is")
        return unsafe words + index
    }

    /// The word at a position.
    package subscript(index: Int) -> UInt64 {
        get { unsafe eq_load(word(index)) }
        set { unsafe eq_store(word(index), newValue) }
    }

    /// Adds 1 to a word.
    package func count(at index: Int) {
        _ = unsafe eq_add(word(index), 1)
    }

    /// Has the signal of a fault put into a word, if that is 0, before it ends the process.
    ///
    /// The signals are SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT and SIGTRAP, so a Swift program's
    /// traps are among them. Signals are the process's, so these words stay as long as it does.
    package func markFaults(at index: Int) {
        _ = unsafe Unmanaged.passRetained(self)
        unsafe eq_mark_faults(word(index))
    }
}

/// What a fault left of itself; see ``SharedWords/markFaults(at:)``.
package struct FaultMark: Hashable, Sendable {
    /// The signal's number.
    package let signal: Int32
    /// Whether it came of what a thread did while ``setAtWork(_:)`` said so.
    package let isOfWork: Bool

    package init(signal: Int32, isOfWork: Bool) {
        self.signal = signal
        self.isOfWork = isOfWork
    }

    /// Reads a word; nil for one that no fault was put into.
    package init?(_ word: UInt64) {
        guard word & 0xFF != 0, word < 512 else { return nil }
        self.init(signal: Int32(word & 0xFF), isOfWork: word & 256 != 0)
    }

    /// The signals that a process gets for what it does itself.
    package static let signals: Set<Int32> = [SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGTRAP]
    /// The signal that ends a process at once, and can be heeded by none.
    package static let kill = SIGKILL

    /// Says of the calling thread whether faults from now on are of the work that is marked.
    package static func setAtWork(_ isAtWork: Bool) {
        eq_set_at_work(isAtWork)
    }
}
