// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing
import Zip

/// The rows of the policy that are about one entry: its headers, kind, method, sizes and limits.
struct HostileEntryTests {
    static let headers: [HostileCase] = [
        HostileCase(
            "name",
            .localMismatch,
            "cat.png",
            one { $0.local.name = Array("rat.png".utf8) }
        ),
        HostileCase(
            "length of the name",
            .localMismatch,
            "cat.png",
            one { $0.local.name = Array("../../cat.png".utf8) }
        ),
        HostileCase("method", .localMismatch, "cat.png", one { $0.local.method = 8 }),
        HostileCase("flags", .localMismatch, "cat.png", one { $0.local.flags = 1 << 11 }),
        HostileCase("descriptor flag", .localMismatch, "cat.png", one { $0.local.flags = 1 << 3 }),
        HostileCase("CRC", .localMismatch, "cat.png", one { $0.local.crc32 ^= 1 }),
        HostileCase("CRC of zero", .localMismatch, "cat.png", one { $0.local.crc32 = 0 }),
        HostileCase("size", .localMismatch, "cat.png", one { $0.local.uncompressedSize += 1 }),
        HostileCase(
            "compressed size",
            .localMismatch,
            "cat.png",
            one { $0.local.compressedSize = 0 }
        ),
        HostileCase(
            "Unicode name",
            .localMismatch,
            "cat.png",
            one { $0.local.extra = ZipBuilder.unicodePath("rat.png", for: $0.local.name) }
        ),
        HostileCase(
            "encryption",
            .localMismatch,
            "cat.png",
            one { $0.local.extra = ZipBuilder.extra(0x9901, [2, 0, 0x41, 0x45, 3, 8, 0]) }
        ),
        HostileCase(
            "Unicode name twice",
            .badExtra,
            "cat.png",
            one {
                let path = ZipBuilder.unicodePath("cat.png", for: $0.central.name)
                $0.central.extra = path + path
            }
        ),
        HostileCase("extra of two bytes", .badExtra, "cat.png", one { $0.central.extra = [1, 2] }),
        HostileCase(
            "extra too long",
            .badExtra,
            "cat.png",
            one { $0.local.extra = [0x55, 0x54, 9, 0, 1] }
        ),
    ]

    @Test(arguments: headers) func refusesHeadersThatDisagree(_ hostile: HostileCase) throws {
        try hostile.check()
    }

    static let descriptors: [HostileCase] = [
        HostileCase(
            "missing",
            .badDescriptor,
            "cat.png",
            ZipBuilder([cat.streamed().changed { $0.descriptor = [] }, dog])
        ),
        HostileCase(
            "missing at the end",
            .badDescriptor,
            "dog.png",
            ZipBuilder([cat, dog.streamed().changed { $0.descriptor = [] }])
        ),
        HostileCase(
            "wrong CRC",
            .badDescriptor,
            "cat.png",
            ZipBuilder([cat.streamed().changed { $0.descriptor[4] ^= 1 }, dog])
        ),
        HostileCase(
            "wrong size",
            .badDescriptor,
            "cat.png",
            ZipBuilder([cat.streamed(hasSignature: false).changed { $0.descriptor[8] ^= 1 }, dog])
        ),
        HostileCase(
            "wrong wide size",
            .badDescriptor,
            "cat.png",
            ZipBuilder([cat.streamed(isWide: true).changed { $0.descriptor[23] ^= 1 }, dog])
        ),
        HostileCase(
            "wrong signature",
            .badDescriptor,
            "cat.png",
            ZipBuilder([cat.streamed().changed { $0.descriptor[0] ^= 1 }, dog])
        ),
        HostileCase(
            "a byte too many",
            .badDescriptor,
            "cat.png",
            ZipBuilder([cat.streamed().changed { $0.descriptor.append(0) }, dog])
        ),
        HostileCase(
            "much too many",
            .badDescriptor,
            "cat.png",
            ZipBuilder([cat.streamed().changed { $0.descriptor += cat.data + dog.data + dog.data }])
        ),
        HostileCase(
            "unannounced",
            .unclaimedBytes,
            "dog.png",
            one { $0.descriptor = cat.streamed().descriptor }
        ),
        HostileCase(
            "size before the data differs",
            .localMismatch,
            "cat.png",
            ZipBuilder([cat.streamed().changed { $0.local.uncompressedSize = 4 }, dog])
        ),
    ]

    @Test(arguments: descriptors)
    func refusesFalseDescriptors(_ hostile: HostileCase) throws {
        try hostile.check()
    }

    static let kinds: [HostileCase] =
        [0o120777, 0o020666, 0o060660, 0o010600, 0o140755, 0o040755, 0o170000].map { mode in
            HostileCase(
                "mode \(String(mode, radix: 8))",
                .notRegular,
                "cat.png",
                one { $0.externalAttributes = UInt32(mode) << 16 }
            )
        } + [
            HostileCase(
                "link by 7-Zip on a DOS host",
                .notRegular,
                "cat.png",
                one {
                    $0.madeBy = 63
                    $0.externalAttributes = 0o120777 << 16 | 0x8000
                }
            ),
            HostileCase(
                "link named as a folder",
                .notRegular,
                "cat/",
                ZipBuilder([
                    ZipBuilder.Entry("cat/").changed { $0.externalAttributes = 0o120777 << 16 }
                ])
            ),
            HostileCase(
                "folder with bytes",
                .folderWithData,
                "cat/",
                ZipBuilder([ZipBuilder.Entry("cat/", [1])])
            ),
            HostileCase(
                "folder with compressed bytes",
                .folderWithData,
                "cat/",
                ZipBuilder([ZipBuilder.Entry("cat/", [], compressed: [0, 0, 0, 0xFF, 0xFF, 3, 0])])
            ),
        ]

    @Test(arguments: kinds) func refusesWhatIsNoFile(_ hostile: HostileCase) throws {
        try hostile.check()
    }

    static let methods: [HostileCase] =
        [0, 5, 6, 13].map { bit in
            HostileCase(
                "flag bit \(bit)",
                bit == 5 ? .unsupportedMethod : .encrypted,
                "cat.png",
                ZipBuilder([cat.with { $0.flags = 1 << bit }, dog])
            )
        }
        + [1, 6, 9, 12, 14, 93, 95, 98].map { method in
            HostileCase(
                "method \(method)",
                .unsupportedMethod,
                "cat.png",
                ZipBuilder([cat.with { $0.method = method }, dog])
            )
        } + [
            HostileCase(
                "AE-x method",
                .encrypted,
                "cat.png",
                ZipBuilder([cat.with { $0.method = 99 }, dog])
            ),
            HostileCase(
                "AE-x extra field",
                .encrypted,
                "cat.png",
                one { $0.central.extra = ZipBuilder.extra(0x9901, [2, 0, 0x41, 0x45, 3, 8, 0]) }
            ),
            HostileCase(
                "stored with two sizes",
                .sizeMismatch,
                "cat.png",
                ZipBuilder([cat.with { $0.uncompressedSize += 1 }, dog])
            ),
            HostileCase(
                "two megabytes of blocks that give five bytes",
                .sizeMismatch,
                "cat.png",
                ZipBuilder([
                    ZipBuilder.Entry(
                        "cat.png",
                        Array("miaow".utf8),
                        compressed: [UInt8](repeating: 0, count: 2_000_000)
                    )
                ])
            ),
            HostileCase(
                "claims to expand a million times",
                .expandsTooMuch,
                "cat.png",
                ZipBuilder([
                    cat.with {
                        $0.method = 8
                        $0.uncompressedSize = 5_000_000
                    }
                ])
            ),
        ]

    @Test(arguments: methods) func refusesMethodsAndSizes(_ hostile: HostileCase) throws {
        try hostile.check()
    }

    private static func limits(_ change: (inout ZipLimits) -> Void) -> ZipLimits {
        var limits = ZipLimits()
        change(&limits)
        return limits
    }

    /// Each limit as it must be to let `limited` pass, and one lower; and the code it then gives.
    static let bounds: [(ZipError.Code, ZipLimits, ZipLimits)] = [
        (.tooManyEntries, limits { $0.entries = 2 }, limits { $0.entries = 1 }),
        (.nameTooLong, limits { $0.nameBytes = 9 }, limits { $0.nameBytes = 8 }),
        (.nameTooDeep, limits { $0.depth = 3 }, limits { $0.depth = 2 }),
        (.extraTooLarge, limits { $0.extraBytes = 11 }, limits { $0.extraBytes = 10 }),
        (
            .directoryTooLarge, limits { $0.directoryBytes = 113 },
            limits { $0.directoryBytes = 112 }
        ),
        (.directoryTooLarge, limits { $0.namesBytes = 16 }, limits { $0.namesBytes = 15 }),
        (.entryTooLarge, limits { $0.entryBytes = 500 }, limits { $0.entryBytes = 499 }),
        (.archiveTooLarge, limits { $0.totalBytes = 507 }, limits { $0.totalBytes = 506 }),
        (
            .expandsTooMuch,
            limits { ($0.ratio, $0.unratedBytes) = (30, 200) },
            limits { ($0.ratio, $0.unratedBytes) = (30, 199) }
        ),
        (
            .expandsTooMuch,
            limits { ($0.ratio, $0.unratedBytes) = (50, 0) },
            limits { ($0.ratio, $0.unratedBytes) = (49, 0) }
        ),
    ]

    @Test(arguments: bounds)
    func appliesEachLimit(_ code: ZipError.Code, _ enough: ZipLimits, _ less: ZipLimits) throws {
        let zeros = ZipBuilder.Entry(
            "a/b/c.png",
            [UInt8](repeating: 0, count: 500),
            compressed: [UInt8](repeating: 0, count: 10)
        ).changed {
            $0.local.extra = ZipBuilder.extra(0x5455, [1, 2])
            $0.central.extra = ZipBuilder.extra(0x5455, [1])
        }
        let bytes = ZipBuilder([zeros, dog]).bytes()
        #expect(try refusal(bytes, limits: enough) == nil)
        #expect(try refusal(bytes, limits: less)?.code == code)
    }

    @Test func defaultLimitsAreThoseDocumented() {
        let limits = ZipLimits()
        #expect(limits.entries == 200_000)
        #expect(limits.nameBytes == 1024)
        #expect(limits.depth == 16)
        #expect(limits.extraBytes == 65_536)
        #expect(limits.directoryBytes == 67_108_864)
        #expect(limits.namesBytes == 33_554_432)
        #expect(limits.entryBytes == 1_073_741_824)
        #expect(limits.totalBytes == 1_099_511_627_776)
        #expect(limits.ratio == 200)
        #expect(limits.unratedBytes == 1_048_576)
    }
}
