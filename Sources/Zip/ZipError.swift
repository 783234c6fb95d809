// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// Why an archive, or an entry of it, is refused.
package struct ZipError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kind of fault; raw values are stable and may be shown to clients.
    package enum Code: String, Hashable, Sendable, CaseIterable {
        case notAZip = "not-a-zip"
        case truncated = "truncated"
        case trailingBytes = "trailing-bytes"
        case ambiguousEnd = "ambiguous-end"
        case multiDisk = "multi-disk"
        case badDirectory = "bad-directory"
        case badExtra = "bad-extra"
        case unclaimedBytes = "unclaimed-bytes"
        case overlap = "overlap"
        case localMismatch = "local-mismatch"
        case badDescriptor = "bad-descriptor"
        case encrypted = "encrypted"
        case unsupportedMethod = "unsupported-method"
        case notRegular = "not-regular"
        case folderWithData = "folder-with-data"
        case unsafeName = "unsafe-name"
        case duplicateName = "duplicate-name"
        case nameTooLong = "name-too-long"
        case nameTooDeep = "name-too-deep"
        case tooManyEntries = "too-many-entries"
        case directoryTooLarge = "directory-too-large"
        case extraTooLarge = "extra-too-large"
        case entryTooLarge = "entry-too-large"
        case archiveTooLarge = "archive-too-large"
        case expandsTooMuch = "expands-too-much"
        case badData = "bad-data"
        case sizeMismatch = "size-mismatch"
        case crcMismatch = "crc-mismatch"
        case io = "io"
    }

    /// The kind of fault.
    package let code: Code
    /// The entry at fault, escaped and shortened so that it can be printed; nil for the archive.
    package let entry: String?
    /// A sentence: what is wrong, and what is accepted.
    package let detail: String

    /// A fault of the archive as a whole.
    init(_ code: Code, _ detail: String) {
        self.code = code
        self.entry = nil
        self.detail = detail
    }

    /// A fault of the entry with these name bytes.
    init(_ code: Code, entry name: Span<UInt8>, _ detail: String) {
        self.code = code
        self.entry = PrintableName.make(name)
        self.detail = detail
    }

    /// A fault of the entry with this name.
    init(_ code: Code, entry name: String, _ detail: String) {
        self.init(code, entry: Array(name.utf8).span, detail)
    }

    /// The code, the entry and the sentence on one line.
    package var description: String {
        guard let entry else { return "\(code.rawValue): \(detail)" }
        return "\(code.rawValue): \(entry): \(detail)"
    }
}

/// A foreign name made fit for a log line or a terminal.
package enum PrintableName {
    /// Scalars kept of a name; a longer one loses its middle.
    static let limit = 120

    /// The name with control characters, bytes that are no UTF-8 and its middle taken out.
    static func make(_ bytes: Span<UInt8>) -> String {
        let text = String(decoding: [UInt8](copying: bytes), as: UTF8.self)
        let scalars = Array(text.unicodeScalars)
        guard scalars.count > limit else { return escape(scalars[...]) }
        return escape(scalars.prefix(limit / 2)) + "…" + escape(scalars.suffix(limit / 2))
    }

    /// The text with control, format and line-breaking characters spelled out, at any length.
    package static func escape(_ scalars: some Sequence<Unicode.Scalar>) -> String {
        var text = String.UnicodeScalarView()
        for scalar in scalars {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator:
                text.append(contentsOf: "\\u{\(String(scalar.value, radix: 16))}".unicodeScalars)
            default:
                text.append(scalar)
            }
        }
        return String(text)
    }
}
