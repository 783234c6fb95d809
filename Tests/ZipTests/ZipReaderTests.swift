// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import POSIX
import TestSupport
import Testing
import Zip

struct ZipReaderTests {
    private static let text = Array("the quick brown fox".utf8)

    @Test func opensAnEmptyArchive() throws {
        #expect(try open(ZipBuilder().bytes()).entries.isEmpty)
    }

    @Test func givesEntriesInTheDirectorysOrder() throws {
        let names = ["b.png", "a/", "a/c.png", "empty"]
        let entries = try open(ZipBuilder(names.map { .init($0) }).bytes()).entries
        #expect(entries.map(\.name) == names)
        #expect(entries.map(\.order) == [0, 1, 2, 3])
        #expect(entries.map(\.isDirectory) == [false, true, false, false])
        #expect(entries.map(\.dataOffset) == [35, 67, 104, 139])
    }

    @Test func takesADirectoryInAnotherOrderThanTheFile() throws {
        var builder = ZipBuilder([cat, dog])
        let second = cat.localHeader().count + cat.data.count
        // The directory's records are exchanged, the bodies are not.
        builder.entries = [
            cat.changed {
                $0.central = dog.central
                $0.localOffset = UInt32(second)
            },
            dog.changed {
                $0.central = cat.central
                $0.localOffset = 0
            },
        ]
        let reader = try open(builder.bytes())
        #expect(reader.entries.map(\.name) == ["dog.png", "cat.png"])
        #expect(try contents(of: reader) == ["cat.png": cat.data, "dog.png": dog.data])
    }

    @Test func takesCommentsExtraFieldsAndPadding() throws {
        var builder = ZipBuilder([
            cat.changed {
                $0.comment = Array("a cat".utf8)
                $0.central.extra = ZipBuilder.extra(0x5455, [1, 2, 3, 4, 5])
                $0.local.extra = ZipBuilder.extra(0xCAFE, [])
                $0.local.flags |= 1 << 1
            }, dog,
        ])
        builder.editEnd = { $0.comment = Array("comment".utf8) + [0, 0, 0x50, 0x4B, 5, 7] }
        builder.trailer = [UInt8](repeating: 0, count: 10_000)
        #expect(
            try contents(of: open(builder.bytes()))
                == ["cat.png": cat.data, "dog.png": dog.data]
        )
    }

    @Test(arguments: [true, false], [true, false])
    func takesEveryFormOfDescriptor(_ hasSignature: Bool, _ isWide: Bool) throws {
        let entries = [
            cat.streamed(hasSignature: hasSignature, isWide: isWide),
            ZipBuilder.Entry("fox", Self.text, compressed: ZipBuilder.deflate(Self.text))
                .streamed(hasSignature: hasSignature, isWide: isWide),
            ZipBuilder.Entry("empty").streamed(hasSignature: hasSignature, isWide: isWide),
        ]
        #expect(
            try contents(of: open(ZipBuilder(entries).bytes()))
                == ["cat.png": cat.data, "fox": Self.text, "empty": []]
        )
    }

    @Test func takesZip64FieldsThatAgree() throws {
        var builder = one {
            ($0.local.compressedSize, $0.local.uncompressedSize) = (.max, .max)
            $0.local.extra = ZipBuilder.zip64Extra(5, 5)
            $0.central.uncompressedSize = .max
            $0.central.extra = ZipBuilder.zip64Extra(5, 0) + littleEndian(0 as UInt32)
            $0.central.extra[2] = 20
            $0.localOffset = .max
            $0.disk = .max
        }
        builder.isZip64 = true
        builder.editEnd = { ($0.directoryOffset, $0.count, $0.countOnDisk) = (.max, .max, .max) }
        #expect(try contents(of: open(builder.bytes()))["cat.png"] == cat.data)
    }

    /// The second entry begins behind 4 GiB of a file that is mostly a hole.
    @Test func readsBeyondFourGigabytes() throws {
        let size = UInt64(5) << 30
        var hole = ZipBuilder.Entry("hole").with {
            ($0.compressedSize, $0.uncompressedSize) = (.max, .max)
        }
        hole.local.extra = ZipBuilder.zip64Extra(size, size)
        hole.central.extra = ZipBuilder.zip64Extra(size, size)
        let far = dog.changed { $0.localOffset = .max }
        let position = UInt64(hole.localHeader().count) + size
        let directoryOffset = position + UInt64(far.localHeader().count + far.data.count)
        let directory =
            hole.centralHeader(at: 0)
            + far.changed { $0.central.extra = ZipBuilder.zip64Extra(position) }
            .centralHeader(at: .max)
        var end = ZipBuilder.End(
            entryCount: 2,
            directoryByteCount: directory.count,
            directoryOffset: directoryOffset
        )
        end.zip64 = ZipBuilder.Zip64(
            entryCount: 2,
            directoryByteCount: directory.count,
            directoryOffset: directoryOffset
        )
        let tail = far.localHeader() + far.data + directory + end.bytes()
        let archive = try file(hole.localHeader())
        try unsafe tail.withUnsafeBytes {
            try unsafe archive.descriptor.write(all: $0, at: position)
        }
        var limits = ZipLimits()
        limits.entryBytes = size
        let reader = try ZipReader(archive, limits: limits)
        #expect(reader.entries[0].uncompressedSize == size)
        #expect(try reader.read(reader.entries[1], with: Inflater()) == dog.data)
        #expect(try reader.readPrefix(reader.entries[0], count: 3, with: Inflater()) == [0, 0, 0])
    }

    @Test func severalWorkersReadAtOnce() async throws {
        let names = (0..<64).map { "\($0)" }
        let reader = try open(
            ZipBuilder(
                names.map {
                    let text = [UInt8](repeating: UInt8(ascii: "x"), count: 1000) + Array($0.utf8)
                    return .init($0, text, compressed: ZipBuilder.deflate(text))
                }
            ).bytes()
        )
        try await withThrowingTaskGroup { group in
            for worker in 0..<4 {
                group.addTask {
                    let inflater = Inflater()
                    for entry in reader.entries where entry.order % 4 == worker {
                        let text = try reader.read(entry, with: inflater)
                        #expect(text.suffix(entry.name.utf8.count) == Array(entry.name.utf8)[...])
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    /// Data may hold the signature of an end record any number of times.
    @Test func signaturesInDataAreNotTakenForTheEnd() throws {
        var tail: [UInt8] = []
        for _ in 0..<16_000 { tail += [0x50, 0x4B, 5, 6] }
        var builder = ZipBuilder([.init("tail", tail + [UInt8](repeating: 0, count: 60_000))])
        builder.trailer = [UInt8](repeating: 0, count: 60_000)
        #expect(try open(builder.bytes()).entries.count == 1)
    }

    @Test func everyTruncationIsRefused() throws {
        let bytes = ZipBuilder([cat.streamed(), dog, .init("empty/")]).bytes()
        for count in 0..<bytes.count {
            #expect(try refusal(Array(bytes.prefix(count))) != nil, "\(count) bytes")
        }
    }

    @Test func reportsAFileThatCannotBeRead() throws {
        try withTemporaryDirectory { directory in
            let folder = try File(reading: directory.path)
            #expect { try ZipReader(folder) } throws: { ($0 as? ZipError)?.code == .io }
        }
    }

    @Test func reportsAFileThatIsCutAfterOpening() throws {
        let archive = try file(ZipBuilder([dog]).bytes())
        let reader = try ZipReader(archive)
        try archive.descriptor.truncate(to: 40)
        #expect { try reader.read(reader.entries[0], with: Inflater()) } throws: {
            ($0 as? ZipError)?.code == .truncated
        }
    }
}
