// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import POSIX
import TestSupport
import Testing
import Zip

struct ZipWriterTests {
    private static let entries: [(name: String, bytes: [UInt8])] = [
        ("cats/1.png", Array("miaow".utf8)), ("empty", []), ("日本/é.txt", Array("über".utf8)),
        ("large", [UInt8](repeating: 7, count: 300_000)),
        ("larger", (0..<2_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }),
        ("manifest.csv", Array("a,b\n".utf8)),
    ]

    /// Writes the entries to a file and gives it with the length that `finish` told.
    private static func write(
        _ entries: [(name: String, bytes: [UInt8])] = entries,
        to path: String,
        startingAt origin: UInt64 = 0,
        thresholds: Zip64Thresholds = Zip64Thresholds()
    ) throws -> UInt64 {
        let file = try File(creating: path, replacing: true)
        let writer = ZipWriter(file: file, startingAt: origin, thresholds: thresholds)
        for (name, bytes) in entries { try writer.append(name: name, bytes: bytes) }
        let byteCount = try writer.finish()
        #expect(try file.descriptor.size() == origin + byteCount)
        return byteCount
    }

    private static func thresholds(bytes: UInt64, entries: UInt64) -> Zip64Thresholds {
        var thresholds = Zip64Thresholds()
        (thresholds.bytes, thresholds.entries) = (bytes, entries)
        return thresholds
    }

    /// None is needed; all sizes and offsets; offsets of some alone; the count alone.
    static let variants = [
        Zip64Thresholds(), thresholds(bytes: 1, entries: 1), thresholds(bytes: 400, entries: 100),
        thresholds(bytes: .init(UInt32.max), entries: 6),
    ]

    @Test(arguments: variants) func readerGetsBackWhatWasWritten(_ limits: Zip64Thresholds) throws {
        try withTemporaryDirectory { directory in
            let path = directory.path(of: "out.zip")
            _ = try Self.write(to: path, thresholds: limits)
            let reader = try ZipReader(File(reading: path))
            #expect(reader.entries.map(\.name) == Self.entries.map(\.name))
            #expect(reader.entries.allSatisfy { $0.method == .stored && $0.rawName == nil })
            let read = try contents(of: reader)
            for (name, bytes) in Self.entries { #expect(read[name] == bytes) }
        }
    }

    /// The second writer knows of the first one's entries what the directory says of them.
    @Test(arguments: 0...entries.count) func anotherWriterGoesOn(after count: Int) throws {
        try withTemporaryDirectory { directory in
            let length = try Self.write(to: directory.path(of: "whole.zip"))
            let file = try File(creating: directory.path(of: "out.zip"))
            let first = ZipWriter(file: file)
            for (name, bytes) in Self.entries[..<count] {
                try first.append(name: name, bytes: bytes)
            }
            try first.flush()
            #expect(try file.descriptor.size() == first.byteCount)
            let second = ZipWriter(
                file: file,
                continuing: first.written(from: 0),
                names: { Self.entries[$0].name }
            )
            #expect(second.byteCount == first.byteCount)
            for (name, bytes) in Self.entries[count...] {
                try second.append(name: name, bytes: bytes)
            }
            #expect(second.written(from: count).count == Self.entries.count - count)
            #expect(try second.finish() == length)
            let whole = try File(reading: directory.path(of: "whole.zip"))
            #expect(try file.contents() == whole.contents())
        }
    }

    @Test(.enabled(if: Shell.has("unzip", "python3", "bsdtar", "7z")), arguments: variants)
    func otherToolsReadWhatWasWritten(_ limits: Zip64Thresholds) throws {
        try withTemporaryDirectory { directory in
            _ = try Self.write(to: directory.path(of: "out.zip"), thresholds: limits)
            let names = Self.entries.map(\.name).joined(separator: "\n")
            let shell = try Shell.run(
                """
                set -e
                unzip -tq out.zip
                7z t -bd out.zip
                python3 -c 'import zipfile as z; z = z.ZipFile("out.zip"); assert not z.testzip()'
                mkdir x && bsdtar -xf out.zip -C x
                printf '\(names)\n' > names
                zipinfo -1 out.zip | cmp - names
                bsdtar -tf out.zip | cmp - names
                """,
                in: directory
            )
            #expect(shell.status == 0, "\(shell.output)")
            for entry in Self.entries where shell.status == 0 {
                #expect(try bytes(of: directory.path(of: "x/\(entry.name)")) == entry.bytes)
            }
        }
    }

    @Test func sameEntriesGiveTheSameBytes() throws {
        try withTemporaryDirectory { directory in
            let paths = ["a", "b"].map { directory.path(of: $0) }
            for path in paths { _ = try Self.write(to: path) }
            #expect(try bytes(of: paths[0]) == bytes(of: paths[1]))
        }
    }

    /// The form that clients may rely on, byte by byte; no other change may alter it.
    @Test func writesExactlyTheseBytes() throws {
        try withTemporaryDirectory { directory in
            let path = directory.path(of: "out.zip")
            _ = try Self.write([("cat.png", cat.data), ("dog.png", dog.data)], to: path)
            let expected = ZipBuilder([cat, dog].map { $0.with { $0.flags = 1 << 11 } }).bytes()
            #expect(try bytes(of: path) == expected)
        }
    }

    @Test func anArchiveMayStartWithinAFile() throws {
        try withTemporaryDirectory { directory in
            let path = directory.path(of: "out.zip")
            _ = try Self.write(to: path, startingAt: 1000)
            let archive = try bytes(of: path, from: 1000)
            #expect(try open(archive).entries.count == Self.entries.count)
        }
    }

    @Test func takesAChecksumThatIsKnown() throws {
        try withTemporaryDirectory { directory in
            let file = try File(creating: directory.path(of: "out.zip"))
            let writer = ZipWriter(file: file)
            try writer.append(name: "cat", bytes: cat.data, crc32: 1)
            #expect(writer.byteCount == 38)
            _ = try writer.finish()
            #expect(try ZipReader(file).entries[0].crc32 == 1)
        }
    }

    @Test func countsBeyondSixteenBits() throws {
        try withTemporaryDirectory { directory in
            for count in [65_534, 65_535, 70_000] {
                let path = directory.path(of: "out.zip")
                _ = try Self.write((0..<count).map { ("\($0)", [1]) }, to: path)
                let end = try bytes(of: path).suffix(42).prefix(4)
                #expect((Array(end) == [0x50, 0x4B, 6, 7]) == (count > 65_534))
                #expect(try ZipReader(File(reading: path)).entries.count == count)
            }
        }
    }

    @Test func writesAnEmptyArchive() throws {
        try withTemporaryDirectory { directory in
            let path = directory.path(of: "out.zip")
            let byteCount = try Self.write([], to: path)
            #expect(byteCount == 22)
            #expect(try ZipReader(File(reading: path)).entries.isEmpty)
        }
    }

    @Test func reportsADiskThatIsFull() throws {
        let writer = ZipWriter(file: try File(updating: "/dev/full"))
        #expect {
            try writer.append(name: "a", bytes: [UInt8](repeating: 0, count: 1 << 20))
        } throws: { ($0 as? SystemError)?.isOutOfSpace == true }
    }

    @Test func computesTheChecksumOfTheFormat() {
        #expect(ZipWriter.crc32(of: Array("123456789".utf8)) == 0xCBF4_3926)
        #expect(ZipWriter.crc32(of: [UInt8]()) == 0)
    }

    @Test func namesAreNeverEmpty() async {
        await #expect(processExitsWith: .failure) {
            let writer = ZipWriter(file: try File(updating: "/dev/null"))
            try writer.append(name: "", bytes: [1])
        }
    }

    @Test func nothingFollowsTheEnd() async {
        await #expect(processExitsWith: .failure) {
            let writer = ZipWriter(file: try File(updating: "/dev/null"))
            _ = try writer.finish()
            try writer.append(name: "a", bytes: [1])
        }
    }

    @Test(arguments: variants) func asksForNamesAgain(_ limits: Zip64Thresholds) throws {
        try withTemporaryDirectory { directory in
            _ = try Self.write(to: directory.path(of: "kept.zip"), thresholds: limits)
            let asked = try File(creating: directory.path(of: "asked.zip"))
            let writer = ZipWriter(
                file: asked,
                thresholds: limits,
                names: { Self.entries[$0].name }
            )
            for (name, bytes) in Self.entries { try writer.append(name: name, bytes: bytes) }
            _ = try writer.finish()
            let kept = try ZipTests.bytes(of: directory.path(of: "kept.zip"))
            #expect(try ZipTests.bytes(of: directory.path(of: "asked.zip")) == kept)
        }
    }

    /// Below and above the size from which the kernel copies; the witness sees all of it.
    @Test(arguments: [0, 5, 262_143, 262_144, 1_000_003]) func copiesFromAnotherFile(
        count: Int
    ) throws {
        try withTemporaryDirectory { directory in
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
            let source = try file([1, 2, 3] + bytes + [4, 5])
            let copied = try File(creating: directory.path(of: "copied.zip"))
            var seen: [UInt8] = []
            let writer = ZipWriter(file: copied) { span in
                for index in 0..<span.count { seen.append(span[index]) }
            }
            try writer.append(name: "a", bytes: [7])
            try writer.append(
                name: "b",
                copying: source,
                at: 3,
                count: UInt64(count),
                crc32: ZipWriter.crc32(of: bytes)
            )
            try writer.append(name: "c", bytes: [8])
            _ = try writer.finish()
            let entries: [(name: String, bytes: [UInt8])] = [("a", [7]), ("b", bytes), ("c", [8])]
            _ = try Self.write(entries, to: directory.path(of: "written.zip"))
            let written = try ZipTests.bytes(of: directory.path(of: "written.zip"))
            #expect(try ZipTests.bytes(of: directory.path(of: "copied.zip")) == written)
            #expect(seen == written)
        }
    }

    @Test(arguments: [10, 300_000]) func refusesASourceThatHasChanged(count: Int) throws {
        let bytes = [UInt8](repeating: 1, count: count)
        let source = try file(bytes)
        let writer = ZipWriter(file: try file([]))
        #expect(throws: SystemError.changedFile) { () throws in
            try writer.append(
                name: "a",
                copying: source,
                at: 0,
                count: UInt64(count),
                crc32: ZipWriter.crc32(of: bytes) ^ 1
            )
        }
    }

    @Test(arguments: [10, 300_000]) func refusesASourceThatIsTooShort(count: Int) throws {
        let source = try file([UInt8](repeating: 1, count: count))
        let writer = ZipWriter(file: try file([]))
        #expect(throws: SystemError.self) { () throws in
            try writer.append(
                name: "a",
                copying: source,
                at: 1,
                count: UInt64(count),
                crc32: 0
            )
        }
    }
}
