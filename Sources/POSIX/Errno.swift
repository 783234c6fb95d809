// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Glibc

/// An error number of the kernel together with the call that returned it.
package struct SystemError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The value of `errno` right after the call.
    package let number: Int32
    /// The C function that failed, for example `pread`.
    package let call: String

    /// The file or the folder that the call was about, where that helps whoever reads it.
    package let subject: String?

    package init(number: Int32, call: String, subject: String? = nil) {
        self.number = number
        self.call = call
        self.subject = subject
    }

    /// The subject, else the name of the call, and the sentence of strerror(3).
    package var description: String {
        var text = [CChar](repeating: 0, count: 256)
        guard unsafe strerror_r(number, &text, text.count) == 0 else {
            return "\(subject ?? call): error \(number)"
        }
        let bytes = text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        return "\(subject ?? call): \(String(decoding: bytes, as: UTF8.self))"
    }

    /// The same error, about a file or a folder.
    package func about(_ subject: String) -> SystemError {
        SystemError(number: number, call: call, subject: subject)
    }

    /// Whether there is no room for more bytes: on the disk (ENOSPC), in the quota on it (EDQUOT),
    /// or in a file, which may be no longer than the process's limit (EFBIG).
    package var isOutOfSpace: Bool {
        number == ENOSPC || number == EDQUOT || number == EFBIG
    }
    /// Whether the named file does not exist (ENOENT).
    package var isNotFound: Bool { number == ENOENT }
}

/// Calls `body` until it is not interrupted by a signal; the one place where EINTR is handled.
///
/// - Throws: `SystemError` with `errno` as it was right after the failing call.
@discardableResult
func systemCall<Result: FixedWidthInteger & SignedInteger>(
    _ call: String,
    _ body: () -> Result
) throws(SystemError) -> Result {
    while true {
        let result = body()
        if result >= 0 { return result }
        let number = errno
        if number != EINTR { throw SystemError(number: number, call: call) }
    }
}

/// Like ``systemCall(_:_:)``, but a call that would block gives nil: a value, not an error.
func nonblockingCall<Result: FixedWidthInteger & SignedInteger>(
    _ call: String,
    _ body: () -> Result
) throws(SystemError) -> Result? {
    while true {
        let result = body()
        if result >= 0 { return result }
        let number = errno
        if number == EAGAIN || number == EWOULDBLOCK { return nil }
        if number != EINTR { throw SystemError(number: number, call: call) }
    }
}

extension SystemError {
    /// Whether the process or the machine lacked something for a moment, so that the same call may
    /// succeed later (EMFILE, ENFILE, ENOMEM).
    package var isOutOfResources: Bool { isOutOfDescriptors || number == ENOMEM }
    /// Whether a connection was gone before it was accepted (ECONNABORTED).
    package var isAborted: Bool { number == ECONNABORTED }
    /// Whether the process, or the machine, has no descriptor left (EMFILE, ENFILE).
    package var isOutOfDescriptors: Bool { number == EMFILE || number == ENFILE }
    /// A file ended before the bytes that were counted on (ENODATA).
    package static var endOfFile: SystemError { SystemError(number: ENODATA, call: "read") }
    /// A file has other bytes than it had when they were looked at before (ESTALE).
    package static var changedFile: SystemError { SystemError(number: ESTALE, call: "read") }
}

extension SystemError {
    /// Whether somebody else has what was asked for (EBUSY).
    package var isBusy: Bool { number == EBUSY }

    /// Another process has the folder (EBUSY).
    package static func isInUse(_ path: String) -> SystemError {
        SystemError(number: EBUSY, call: "flock", subject: path)
    }
}
