// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import CSQLite

/// Why the store could not read or write.
///
/// The message never holds a value that was bound to a statement: it may be logged.
package struct JobStoreError: Error, Hashable, Sendable {
    /// What to do about it hangs on this.
    package enum Kind: Hashable, Sendable {
        /// Another process has the file open.
        case busy
        /// The disk is full; nothing was changed.
        case full
        /// The file is damaged.
        case corrupt
        /// The disk failed: what was written last may be lost, and trying again would lie.
        case inputOutput
        /// The file cannot be opened, or not for writing.
        case cannotOpen
        /// A rule of the schema was broken: an id that is taken, a state that contradicts itself.
        case constraint
        /// The file was written by a later version of this program.
        case newerSchema
        /// The file is no job store.
        case foreignFile
        /// The store has been closed.
        case closed
        /// Anything else.
        case other
    }

    /// What to do about it hangs on this.
    package let kind: Kind
    /// SQLite's extended result code; 0 where the finding is our own.
    package let code: Int32
    /// One sentence for the log.
    package let message: String

    /// Whether the disk is full: the one kind that passes when space is freed.
    package var isFull: Bool { kind == .full }
    /// Whether another process has the file open.
    package var isBusy: Bool { kind == .busy }

    init(kind: Kind, code: Int32 = 0, message: String) {
        self.kind = kind
        self.code = code
        self.message = message
    }

    /// Takes SQLite's extended result code and its sentence.
    ///
    /// - Parameter errorNumber: the `errno` behind it, 0 where there is none. SQLite knows but one
    ///   kind of full disk, ENOSPC of a write; a quota and a limit on files are as full.
    init(code: Int32, errorNumber: Int32 = 0, message: String) {
        let isFull = Self.fullErrorNumbers.contains(errorNumber)
        let kind: Kind =
            switch code & 0xFF {
            case SQLITE_CANTOPEN where isFull: .full
            // After a failed fsync the bytes are gone, whatever the reason; not after a write.
            case SQLITE_IOERR where isFull && code == Self.failedWrite: .full
            case SQLITE_BUSY, SQLITE_LOCKED: .busy
            case SQLITE_FULL: .full
            case SQLITE_CORRUPT: .corrupt
            case SQLITE_IOERR: .inputOutput
            case SQLITE_CANTOPEN, SQLITE_READONLY, SQLITE_PERM: .cannotOpen
            case SQLITE_CONSTRAINT: .constraint
            case SQLITE_NOTADB: .foreignFile
            default: .other
            }
        self.init(kind: kind, code: code, message: message)
    }

    /// ENOSPC, EFBIG and EDQUOT of Linux.
    private static let fullErrorNumbers: Set<Int32> = [28, 27, 122]

    /// SQLITE_IOERR_WRITE, a macro of macros that Swift does not import.
    private static let failedWrite = SQLITE_IOERR | 3 << 8
}

extension JobStoreError: CustomStringConvertible {
    package var description: String {
        code == 0 ? "job store: \(message)" : "job store: \(message) (SQLite \(code))"
    }
}
