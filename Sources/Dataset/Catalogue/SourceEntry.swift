// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// One entry of the uploaded archive, as its directory describes it, in 40 bytes.
package struct SourceEntry: Sendable, Hashable {
    /// The checked name, with `/` between folders.
    package let name: String
    /// Uncompressed size in bytes.
    package let size: UInt64
    /// The CRC-32 of the uncompressed bytes.
    package let crc32: UInt32
    private let place: UInt32
    /// Whether it stands for a folder, and holds nothing.
    package let isDirectory: Bool

    /// The entry's position in the archive's directory.
    package var index: Int { Int(place) }

    /// An entry with all its facts.
    package init(name: String, index: Int, size: UInt64, crc32: UInt32, isDirectory: Bool) {
        self.name = name
        place = UInt32(index)
        self.size = size
        self.crc32 = crc32
        self.isDirectory = isDirectory
    }
}

extension SourceEntry {
    /// Name endings that make a file a candidate; its bytes then say what it really is.
    package static let imageExtensions = [
        "jpg", "jpeg", "jpe", "jfif", "png", "bmp", "webp", "tif", "tiff",
    ]

    /// What an entry is taken for, by its name alone.
    enum Role {
        case image, junk, otherFile, folder, junkFolder
    }

    var role: Role {
        let components = name.utf8.dropFirst(leadingDot).split(separator: UInt8(ascii: "/"))
        // Hidden folders too: .ipynb_checkpoints holds second copies of images.
        if components.contains(where: { $0.first == UInt8(ascii: ".") || $0.equals("__MACOSX") }) {
            return isDirectory ? .junkFolder : .junk
        }
        if isDirectory { return .folder }
        guard let last = components.last else { return .otherFile }
        if last.equalsIgnoringCase("thumbs.db") || last.equalsIgnoringCase("desktop.ini") {
            return .junk
        }
        guard let dot = last.lastIndex(of: UInt8(ascii: ".")) else { return .otherFile }
        let ending = last[last.index(after: dot)...]
        let isImage = Self.imageExtensions.contains { ending.equalsIgnoringCase($0) }
        return isImage ? .image : .otherFile
    }

    /// The length of a leading `./`, which bsdtar writes and which is no folder.
    var leadingDot: Int {
        name.utf8.starts(with: "./".utf8) ? 2 : 0
    }

    /// A name without a leading `./`.
    static func plainName(_ name: String) -> String {
        name.utf8.starts(with: "./".utf8) ? String(name.utf8.dropFirst(2)) ?? name : name
    }
}

extension Substring {
    /// The first folder of a path; nil for a path of a mere file.
    var firstFolder: Substring? {
        firstSlash.map { self[..<$0] }
    }

    /// What stands behind a path's first `/`; it must have one.
    var belowFirstFolder: Substring {
        guard let slash = firstSlash else { preconditionFailure("a path with a folder") }
        return self[utf8.index(after: slash)...]
    }

    /// Found in a span: names of a kilobyte, 60,000 of them, take seconds by string indices.
    private var firstSlash: Index? {
        let bytes = utf8Span.span
        for offset in bytes.indices where bytes[offset] == UInt8(ascii: "/") {
            return utf8.index(startIndex, offsetBy: offset)
        }
        return nil
    }
}

extension Substring.UTF8View {
    func equals(_ text: String) -> Bool {
        elementsEqual(text.utf8)
    }

    /// Whether the bytes are `text`, which is in lower case, in any mixture of ASCII case.
    func equalsIgnoringCase(_ text: String) -> Bool {
        elementsEqual(text.utf8) { byte, expected in
            let isUpper = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
            return (isUpper ? byte | 0x20 : byte) == expected
        }
    }
}
