// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing
import Zip

/// Every row of the policy for untrusted archives, by an archive that breaks it and only it.
struct HostileArchiveTests {
    @Test func acceptsTheArchiveThatTheCasesBreak() throws {
        #expect(
            try contents(of: open(both { _ in }.bytes()))
                == ["cat.png": cat.data, "dog.png": dog.data]
        )
        #expect(try open(wide { _ in }.bytes()).entries.count == 2)
    }

    static let ends: [HostileCase] = [
        HostileCase("empty file", .notAZip, nil, bytes: []),
        HostileCase("text", .notAZip, nil, bytes: Array("this is no archive, sorry".utf8)),
        HostileCase("zeros", .notAZip, nil, bytes: [UInt8](repeating: 0, count: 300_000)),
        HostileCase("cut off", .truncated, nil, bytes: Array(both { _ in }.bytes().dropLast(60))),
        HostileCase("prefix", .unclaimedBytes, nil, both { $0.prefix = [0x4D, 0x5A] }),
        HostileCase("trailing byte", .trailingBytes, nil, both { $0.trailer = [1] }),
        HostileCase(
            "more padding than a block",
            .truncated,
            nil,
            both { $0.trailer = [UInt8](repeating: 0, count: 200_000) }
        ),
        HostileCase(
            "two archives in a row",
            .unclaimedBytes,
            nil,
            bytes: both { _ in }.bytes() + both { _ in }.bytes()
        ),
        HostileCase(
            "archive in the comment",
            .ambiguousEnd,
            nil,
            both { $0.editEnd = { $0.comment = ZipBuilder([dog]).bytes() } }
        ),
        HostileCase(
            "comment longer than the file",
            .truncated,
            nil,
            both { $0.editEnd = { $0.commentByteCount = 9 } }
        ),
        HostileCase("first disk", .multiDisk, nil, both { $0.editEnd = { $0.disk = 1 } }),
        HostileCase(
            "directory's disk",
            .multiDisk,
            nil,
            both { $0.editEnd = { $0.directoryDisk = 1 } }
        ),
        HostileCase("count on disk", .multiDisk, nil, both { $0.editEnd = { $0.countOnDisk = 1 } }),
        HostileCase("entry's disk", .multiDisk, nil, one { $0.disk = 1 }),
        HostileCase(
            "count too low",
            .badDirectory,
            nil,
            both { $0.editEnd = { ($0.count, $0.countOnDisk) = (1, 1) } }
        ),
        HostileCase(
            "count too high",
            .badDirectory,
            nil,
            both { $0.editEnd = { ($0.count, $0.countOnDisk) = (3, 3) } }
        ),
        HostileCase(
            "directory offset too high",
            .badDirectory,
            nil,
            both { $0.editEnd = { $0.directoryOffset += 1 } }
        ),
        HostileCase(
            "directory size too low",
            .unclaimedBytes,
            nil,
            both { $0.editEnd = { $0.directoryByteCount -= 1 } }
        ),
        HostileCase(
            "directory shifted",
            .badDirectory,
            nil,
            both {
                $0.editEnd = {
                    $0.directoryOffset += 4
                    $0.directoryByteCount -= 4
                }
            }
        ),
        HostileCase(
            "sentinels without a zip64 record",
            .badDirectory,
            nil,
            both { $0.editEnd = { $0.directoryOffset = .max } }
        ),
    ]

    @Test(arguments: ends) func refusesDishonestEnds(_ hostile: HostileCase) throws {
        try hostile.check()
    }

    static let zip64: [HostileCase] = [
        HostileCase(
            "extensible data",
            .badDirectory,
            nil,
            wide { $0.extensibleData = [1, 2, 3, 4] }
        ),
        HostileCase(
            "announced extensible data",
            .badDirectory,
            nil,
            wide {
                $0.extensibleData = [1, 2, 3, 4]
                $0.recordByteCount = 48
            }
        ),
        HostileCase("locator astray", .badDirectory, nil, wide { $0.recordOffset -= 1 }),
        HostileCase("record's disk", .multiDisk, nil, wide { $0.disk = 1 }),
        HostileCase("locator's disk", .multiDisk, nil, wide { $0.locatorDisk = 1 }),
        HostileCase("disk count", .multiDisk, nil, wide { $0.diskCount = 2 }),
        HostileCase("count on disk", .multiDisk, nil, wide { $0.countOnDisk = 1 }),
        HostileCase(
            "contradicts count",
            .badDirectory,
            nil,
            wide { ($0.count, $0.countOnDisk) = (3, 3) }
        ),
        HostileCase("contradicts offset", .badDirectory, nil, wide { $0.directoryOffset -= 1 }),
        HostileCase("contradicts size", .badDirectory, nil, wide { $0.directoryByteCount -= 1 }),
        HostileCase(
            "offset overflow",
            .badDirectory,
            nil,
            both {
                $0.isZip64 = true
                $0.editEnd = { end in
                    end.directoryOffset = .max
                    end.zip64?.directoryOffset = .max
                }
            }
        ),
        HostileCase(
            "sentinel without a value",
            .badExtra,
            "cat.png",
            one { $0.central.uncompressedSize = .max }
        ),
        HostileCase(
            "value without a sentinel",
            .badExtra,
            "cat.png",
            one { $0.central.extra = ZipBuilder.zip64Extra(5) }
        ),
        HostileCase(
            "too many values",
            .badExtra,
            "cat.png",
            one {
                $0.central.uncompressedSize = .max
                $0.central.extra = ZipBuilder.zip64Extra(5, 5)
            }
        ),
        HostileCase(
            "local sentinel without a value",
            .badExtra,
            "cat.png",
            one { $0.local.compressedSize = .max }
        ),
        HostileCase(
            "local value differs",
            .localMismatch,
            "cat.png",
            one {
                ($0.local.compressedSize, $0.local.uncompressedSize) = (.max, .max)
                $0.local.extra = ZipBuilder.zip64Extra(5, 6)
            }
        ),
        HostileCase(
            "field twice",
            .badExtra,
            "cat.png",
            one {
                $0.central.uncompressedSize = .max
                $0.central.extra = ZipBuilder.zip64Extra(5) + ZipBuilder.zip64Extra(6)
            }
        ),
        HostileCase(
            "size beyond the file",
            .overlap,
            "cat.png",
            one {
                ($0.central.compressedSize, $0.central.uncompressedSize) = (.max, .max)
                $0.central.extra = ZipBuilder.zip64Extra(1 << 29, 1 << 29)
                ($0.local.compressedSize, $0.local.uncompressedSize) = (.max, .max)
                $0.local.extra = ZipBuilder.zip64Extra(1 << 29, 1 << 29)
            }
        ),
        HostileCase(
            "local offset beyond everything",
            .overlap,
            "dog.png",
            ZipBuilder([
                cat,
                dog.changed {
                    $0.localOffset = .max
                    $0.central.extra = ZipBuilder.zip64Extra(UInt64.max - 3)
                },
            ])
        ),
    ]

    @Test(arguments: zip64) func refusesInconsistentZip64(_ hostile: HostileCase) throws {
        try hostile.check()
    }

    static let layouts: [HostileCase] = [
        HostileCase("gap before the first", .unclaimedBytes, "cat.png", one { $0.gap = [0] }),
        HostileCase(
            "gap between entries",
            .unclaimedBytes,
            "dog.png",
            ZipBuilder([cat, dog.changed { $0.gap = [1, 2] }])
        ),
        HostileCase(
            "gap before the directory",
            .unclaimedBytes,
            "dog.png",
            both { $0.beforeDirectory = [0] }
        ),
        HostileCase(
            "entry that no directory names",
            .unclaimedBytes,
            "dog.png",
            ZipBuilder([
                cat, dog.changed { $0.gap = cat.with { $0.name = Array("../x".utf8) }.fullBytes },
            ])
        ),
        HostileCase(
            "two entries, one body",
            .overlap,
            "dog.png",
            ZipBuilder([cat, cat.changed { $0.central.name = dog.central.name }].sharingABody())
        ),
        HostileCase(
            "two bytes shared",
            .overlap,
            "dog.png",
            one {
                $0.local.compressedSize += 2
                $0.local.uncompressedSize += 2
                $0.central.compressedSize += 2
                $0.central.uncompressedSize += 2
            }
        ),
        HostileCase(
            "runs into the directory",
            .overlap,
            "dog.png",
            ZipBuilder([
                cat,
                dog.with {
                    $0.compressedSize += 1
                    $0.uncompressedSize += 1
                },
            ])
        ),
        HostileCase("bomb of overlapping entries", .overlap, "1", bytes: overlapBomb(kernel: 1000)),
        HostileCase(
            "header where there is none",
            .localMismatch,
            "cat.png",
            bytes: [0] + both { _ in }.bytes().dropFirst()
        ),
    ]

    /// David Fifield's quoted overlap: each entry's data is a stored DEFLATE block that quotes the
    /// next entry's header, and then the next entry's data, so that all share one kernel.
    private static func overlapBomb(kernel size: Int) -> [UInt8] {
        let count = 20
        var stream = ZipBuilder.deflate([UInt8](repeating: 0x61, count: size))
        var contents = [UInt8](repeating: 0x61, count: size)
        var entries: [ZipBuilder.Entry] = []
        for number in (0..<count).reversed() {
            var entry = ZipBuilder.Entry("\(number)", contents, compressed: stream)
            let header = entry.localHeader()
            let length = UInt16(header.count)
            stream = [0] + littleEndian(length) + littleEndian(~length) + header + stream
            contents = header + contents
            // Only the header and the quotation are its own; the rest is the next one's.
            entry.data = number == count - 1 ? entry.data : Array(entry.data.prefix(5))
            entries.insert(entry, at: 0)
        }
        return ZipBuilder(entries).bytes()
    }

    @Test(arguments: layouts) func refusesOverlapsAndGaps(_ hostile: HostileCase) throws {
        try hostile.check()
    }
}

extension ZipBuilder.Entry {
    /// Header and data, as an entry of its own would be.
    fileprivate var fullBytes: [UInt8] { localHeader() + data }
}

extension [ZipBuilder.Entry] {
    /// All but the first without a body, pointing to the first one's.
    fileprivate func sharingABody() -> [ZipBuilder.Entry] {
        enumerated().map { index, entry in
            index == 0 ? entry : entry.changed { $0.localOffset = 0 }
        }
    }
}
