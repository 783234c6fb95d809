// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// The logical name of an entry: decoded, validated, and never a path that leaves its root.
struct EntryName {
    /// The name; a folder's ends in `/`.
    let text: String
    /// Whether the name ends in `/`.
    let isDirectory: Bool
    /// Whether the bytes in the archive are not the UTF-8 of `text`.
    let differsFromRaw: Bool

    /// What two names must not have in common: the name without a folder's slash.
    var identity: String { isDirectory ? String(text.dropLast()) : text }

    /// Decodes and validates a name.
    ///
    /// With flag bit 11 the bytes must be UTF-8. Without it an Info-ZIP Unicode path wins if it
    /// was made for these bytes, then UTF-8 that nobody marked (Info-ZIP and bsdtar write that),
    /// then CP437, which APPNOTE D.1 prescribes and which has a character for every byte. A leading
    /// `./`, which bsdtar writes when told to pack `.`, is dropped.
    ///
    /// - Parameters:
    ///   - raw: the bytes of the name field.
    ///   - isMarkedUTF8: flag bit 11.
    ///   - unicodePath: the payload of extra field 0x7075, empty when there is none.
    init(
        raw: Span<UInt8>,
        isMarkedUTF8: Bool,
        unicodePath: Span<UInt8>,
        limits: ZipLimits
    ) throws(ZipError) {
        guard raw.count <= limits.nameBytes else { throw Self.tooLong(raw, limits) }
        let path = UnicodePath(unicodePath, rawName: raw)
        let decoded: String
        var isRaw = true
        if isMarkedUTF8 {
            guard let text = Self.utf8(raw) else { throw Self.unsafe(raw, "is not valid UTF-8") }
            if let path, !path.text.span.isEqual(to: raw) {
                throw Self.unsafe(raw, "has a second, different name in an extra field")
            }
            decoded = text
        } else if let path {
            guard let text = Self.utf8(path.text.span) else {
                throw Self.unsafe(raw, "has a Unicode name that is not valid UTF-8")
            }
            decoded = text
            isRaw = path.text.span.isEqual(to: raw)
        } else if let text = Self.utf8(raw) {
            decoded = text
        } else {
            decoded = CodePage437.decode(raw)
            isRaw = false
        }
        guard decoded.utf8.count <= limits.nameBytes else { throw Self.tooLong(raw, limits) }
        var text = decoded
        if text.utf8.starts(with: "./".utf8), text.utf8.count > 2 {
            text = String(text.utf8.dropFirst(2)) ?? text
            isRaw = false
        }
        let depth = try Self.check(text, raw)
        guard depth <= limits.depth else {
            throw ZipError(
                .nameTooDeep,
                entry: raw,
                "The name has \(depth) components; at most \(limits.depth) are accepted."
            )
        }
        self.text = text
        isDirectory = text.utf8.last == UInt8(ascii: "/")
        differsFromRaw = !isRaw
    }

    private static func utf8(_ bytes: Span<UInt8>) -> String? {
        guard let text = try? UTF8Span(validating: bytes) else { return nil }
        return String(copying: text)
    }

    /// Refuses a name that could mean something else than a path below a root.
    ///
    /// - Returns: the number of components.
    private static func check(_ text: String, _ raw: Span<UInt8>) throws(ZipError) -> Int {
        guard text != "./" else { return 0 }
        guard !text.isEmpty else { throw unsafe(raw, "is empty") }
        var depth = 0
        var component = Component()
        var previous: UInt8 = 0
        var isFirst = true
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "/"):
                if isFirst { throw unsafe(raw, "is an absolute path") }
                try component.check(raw)
                depth += 1
                component = Component()
            case UInt8(ascii: "\\"):
                throw unsafe(raw, "has a backslash; folders are parted by /")
            case 0:
                throw unsafe(raw, "has a NUL byte")
            case 1..<0x20, 0x7F:
                throw unsafe(raw, "has a control character")
            case 0x80..<0xA0 where previous == 0xC2:
                throw unsafe(raw, "has a control character")
            case UInt8(ascii: ":") where depth == 0 && component.isOneLetter:
                throw unsafe(raw, "begins with a drive letter")
            default:
                component.append(byte)
            }
            previous = byte
            isFirst = false
        }
        guard previous != UInt8(ascii: "/") else { return depth }
        try component.check(raw)
        return depth + 1
    }

    /// What must be known of a component to refuse it.
    private struct Component {
        private var byteCount = 0
        private var isDots = true
        private var isLetters = true

        var isOneLetter: Bool { byteCount == 1 && isLetters }

        mutating func append(_ byte: UInt8) {
            byteCount += 1
            isDots = isDots && byte == UInt8(ascii: ".")
            let folded = byte | 0x20
            isLetters = isLetters && folded >= UInt8(ascii: "a") && folded <= UInt8(ascii: "z")
        }

        func check(_ raw: Span<UInt8>) throws(ZipError) {
            if byteCount == 0 { throw unsafe(raw, "has an empty component") }
            if isDots, byteCount <= 2 { throw unsafe(raw, "has a . or .. component") }
        }
    }

    private static func unsafe(_ raw: Span<UInt8>, _ fault: String) -> ZipError {
        ZipError(
            .unsafeName,
            entry: raw,
            "The name \(fault); accepted are plain relative paths such as cats/1.png."
        )
    }

    private static func tooLong(_ raw: Span<UInt8>, _ limits: ZipLimits) -> ZipError {
        ZipError(
            .nameTooLong,
            entry: raw,
            "The name has more than the \(limits.nameBytes) bytes that are accepted."
        )
    }
}
