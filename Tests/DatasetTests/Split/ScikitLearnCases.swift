// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

@testable import Dataset

/// A split of images in class order, and what scikit-learn 1.9.1 made of it.
struct TwoWayCase: Sendable {
    let counts: [Int]
    let test: String
    let seed: UInt32
    let trainCounts: [Int]
    let testCounts: [Int]
    /// The first ten indices in the order in which they are returned.
    let firstTrain: [Int]
    let firstTest: [Int]
    /// The checksum of the sorted test indices.
    let testChecksum: UInt32
}

extension TwoWayCase {
    /// `train_test_split(range(n), test_size, random_state, stratify=y)`.
    static let all = [
        TwoWayCase(
            counts: [1341, 2530, 1337],
            test: "0.2",
            seed: 32,
            trainCounts: [1073, 2024, 1069],
            testCounts: [268, 506, 268],
            firstTrain: [4429, 44, 1658, 1453, 1103, 3276, 13, 4461, 2113, 4796],
            firstTest: [896, 4433, 2033, 849, 1643, 1452, 3128, 4674, 3356, 3173],
            testChecksum: 2_942_634_847
        ),
        TwoWayCase(
            counts: [1532, 2730, 1443],
            test: "0.2",
            seed: 32,
            trainCounts: [1226, 2184, 1154],
            testCounts: [306, 546, 289],
            firstTrain: [4139, 3422, 1141, 3774, 550, 220, 4771, 2493, 2488, 3778],
            firstTest: [943, 1814, 4104, 1764, 2620, 4420, 4249, 3403, 5195, 2593],
            testChecksum: 52_975_285
        ),
        TwoWayCase(
            counts: [124, 500, 500],
            test: "0.2",
            seed: 32,
            trainCounts: [99, 400, 400],
            testCounts: [25, 100, 100],
            firstTrain: [1001, 456, 430, 768, 942, 809, 974, 345, 248, 362],
            firstTest: [82, 480, 216, 975, 853, 703, 186, 707, 101, 493],
            testChecksum: 1_302_421_589
        ),
        TwoWayCase(
            counts: [8, 2],
            test: "0.5",
            seed: 0,
            trainCounts: [4, 1],
            testCounts: [4, 1],
            firstTrain: [2, 7, 8, 6, 1],
            firstTest: [4, 0, 5, 9, 3],
            testChecksum: 1_976_898_554
        ),
        TwoWayCase(
            counts: [10, 10, 10],
            test: "0.3",
            seed: 1,
            trainCounts: [7, 7, 7],
            testCounts: [3, 3, 3],
            firstTrain: [0, 6, 29, 14, 18, 20, 3, 1, 28, 26],
            firstTest: [24, 17, 22, 7, 27, 5, 16, 11, 8],
            testChecksum: 1_771_060_810
        ),
        TwoWayCase(
            counts: [7, 5, 3],
            test: "0.34",
            seed: 2,
            trainCounts: [4, 3, 2],
            testCounts: [3, 2, 1],
            firstTrain: [1, 9, 4, 3, 2, 8, 12, 14, 11],
            firstTest: [5, 6, 0, 7, 13, 10],
            testChecksum: 3_548_518_835
        ),
        TwoWayCase(
            counts: [101, 33, 17, 9],
            test: "0.25",
            seed: 42,
            trainCounts: [76, 25, 12, 7],
            testCounts: [25, 8, 5, 2],
            firstTrain: [142, 96, 77, 28, 36, 22, 85, 44, 99, 119],
            firstTest: [103, 86, 1, 37, 93, 82, 20, 101, 59, 140],
            testChecksum: 932_828_375
        ),
        TwoWayCase(
            counts: [3, 3, 3, 3, 3],
            test: "0.4",
            seed: 7,
            trainCounts: [2, 2, 2, 2, 1],
            testCounts: [1, 1, 1, 1, 2],
            firstTrain: [1, 4, 3, 7, 13, 2, 8, 10, 9],
            firstTest: [6, 14, 5, 0, 12, 11],
            testChecksum: 1_968_031_078
        ),
        TwoWayCase(
            counts: [50],
            test: "0.1",
            seed: 3,
            trainCounts: [45],
            testCounts: [5],
            firstTrain: [47, 11, 21, 43, 49, 46, 4, 6, 5, 35],
            firstTest: [8, 3, 24, 0, 42],
            testChecksum: 2_718_508_347
        ),
        TwoWayCase(
            counts: [1000, 10],
            test: "0.15",
            seed: 99,
            trainCounts: [850, 8],
            testCounts: [150, 2],
            firstTrain: [17, 630, 374, 889, 414, 233, 974, 271, 97, 438],
            firstTest: [355, 790, 961, 663, 981, 795, 315, 457, 731, 523],
            testChecksum: 3_772_271_440
        ),
        TwoWayCase(
            counts: [2, 2],
            test: "0.5",
            seed: 5,
            trainCounts: [1, 1],
            testCounts: [1, 1],
            firstTrain: [0, 3],
            firstTest: [1, 2],
            testChecksum: 722_365_595
        ),
        TwoWayCase(
            counts: [13, 29, 31, 37, 41, 43],
            test: "0.21",
            seed: 123_456,
            trainCounts: [10, 23, 25, 29, 32, 34],
            testCounts: [3, 6, 6, 8, 9, 9],
            firstTrain: [19, 190, 64, 175, 124, 73, 166, 178, 157, 171],
            firstTest: [159, 107, 143, 60, 38, 109, 116, 45, 188, 33],
            testChecksum: 3_914_597_699
        ),
        TwoWayCase(
            counts: [2, 5, 5],
            test: "0.3",
            seed: 32,
            trainCounts: [1, 4, 3],
            testCounts: [1, 1, 2],
            firstTrain: [9, 8, 4, 0, 5, 3, 7, 2],
            firstTest: [1, 11, 10, 6],
            testChecksum: 16_331_672
        ),
        TwoWayCase(
            counts: [12, 48, 48],
            test: "0.2",
            seed: 32,
            trainCounts: [10, 38, 38],
            testCounts: [2, 10, 10],
            firstTrain: [84, 105, 8, 28, 24, 75, 81, 96, 44, 53],
            firstTest: [78, 30, 7, 66, 46, 76, 74, 13, 91, 23],
            testChecksum: 736_411_655
        ),
    ]
}

/// A split in three parts, made by two chained calls.
struct ThreeWayCase: Sendable {
    let counts: [Int]
    let test: String
    let validation: String
    let seed: UInt32
    /// The sizes of the classes in each part.
    let trainCounts: [Int]
    let validationCounts: [Int]
    let testCounts: [Int]
    /// The checksums of the sorted indices: train, validation, test.
    let checksums: [UInt32]
}

extension ThreeWayCase {
    /// The test part first, then validation from the rest as it was returned, by the same seed.
    static let all = [
        ThreeWayCase(
            counts: [1532, 2730, 1443],
            test: "0.2",
            validation: "0.1",
            seed: 32,
            trainCounts: [1072, 1911, 1010],
            validationCounts: [154, 273, 144],
            testCounts: [306, 546, 289],
            checksums: [268_949_992, 814_641_765, 52_975_285]
        ),
        ThreeWayCase(
            counts: [12, 48, 48],
            test: "0.2",
            validation: "0.1",
            seed: 32,
            trainCounts: [9, 33, 33],
            validationCounts: [1, 5, 5],
            testCounts: [2, 10, 10],
            checksums: [912_368_115, 2_024_368_723, 736_411_655]
        ),
        ThreeWayCase(
            counts: [101, 33, 17, 9],
            test: "0.15",
            validation: "0.15",
            seed: 42,
            trainCounts: [71, 23, 11, 7],
            validationCounts: [15, 5, 3, 1],
            testCounts: [15, 5, 3, 1],
            checksums: [2_086_593_565, 154_262_207, 1_484_008_621]
        ),
        ThreeWayCase(
            counts: [30, 40],
            test: "0.1",
            validation: "0.25",
            seed: 7,
            trainCounts: [19, 26],
            validationCounts: [8, 10],
            testCounts: [3, 4],
            checksums: [1_763_093_410, 4_005_167_931, 3_147_262_858]
        ),
    ]
}

/// A split of random classes, with checksums of the parts in the order returned.
struct RandomCase: Sendable {
    let counts: [Int]
    let test: String
    let validation: String
    let seed: UInt32
    /// Train, validation, test; 0 for a part that was not asked for.
    let checksums: [UInt32]
}

extension RandomCase {
    static let all = [
        RandomCase(
            counts: [21, 19],
            test: "0.05",
            validation: "0.13587949308314098",
            seed: 4_294_967_295,
            checksums: [1_224_836_461, 901_104_146, 1_229_891_461]
        ),
        RandomCase(
            counts: [27, 27, 27, 27],
            test: "0.3",
            validation: "0.15",
            seed: 32,
            checksums: [3_571_454_862, 3_895_471_441, 3_830_951_037]
        ),
        RandomCase(
            counts: [39, 39, 39, 39, 39, 39, 39, 39, 39, 39, 39],
            test: "0.03564181226607063",
            validation: "0.1",
            seed: 0,
            checksums: [1_688_142_245, 2_342_744_324, 3_476_025_149]
        ),
        RandomCase(
            counts: [14, 5, 5],
            test: "0.1",
            validation: "0.33",
            seed: 0,
            checksums: [2_611_848_622, 2_919_508_011, 3_230_215_842]
        ),
        RandomCase(
            counts: [1475, 672, 953, 1213, 507],
            test: "0.578456826099",
            validation: "0.05",
            seed: 4_294_967_295,
            checksums: [981_124_358, 3_977_603_575, 1_588_560_009]
        ),
        RandomCase(
            counts: [32, 32, 32, 32, 32, 32],
            test: "0.16902865148205284",
            validation: "0.33",
            seed: 0,
            checksums: [2_400_685_265, 3_418_317_782, 1_030_152_112]
        ),
        RandomCase(
            counts: [19, 4, 13, 17, 26],
            test: "0.2",
            validation: "0.351310309454",
            seed: 42,
            checksums: [719_249_184, 2_239_212_411, 2_777_329_806]
        ),
        RandomCase(
            counts: [22, 8, 24],
            test: "0.1",
            validation: "0.383",
            seed: 4_294_967_295,
            checksums: [3_589_151_745, 3_158_693_095, 1_149_231_858]
        ),
        RandomCase(
            counts: [28, 21, 4, 6, 8, 20, 7, 20, 26, 13, 25, 16],
            test: "0.25",
            validation: "0",
            seed: 4_294_967_295,
            checksums: [688_018_796, 0, 3_709_484_418]
        ),
        RandomCase(
            counts: [490, 88, 996, 850, 785, 260, 1293, 842],
            test: "0.549742660575",
            validation: "0",
            seed: 42,
            checksums: [1_219_779_398, 0, 507_821_020]
        ),
        RandomCase(
            counts: [7, 14, 25, 19, 15, 14, 5, 27, 11, 22, 11, 11],
            test: "0.15",
            validation: "0",
            seed: 32,
            checksums: [1_709_309_733, 0, 3_587_772_848]
        ),
        RandomCase(
            counts: [1328, 665, 818, 262, 265, 138, 1085],
            test: "0.15",
            validation: "0",
            seed: 1,
            checksums: [197_888_129, 0, 272_750_961]
        ),
        RandomCase(
            counts: [5, 5, 5, 6, 8, 13, 79, 5, 12, 11, 5, 49],
            test: "0",
            validation: "0.25",
            seed: 32,
            checksums: [1_166_878_480, 1_280_850_154, 0]
        ),
        RandomCase(
            counts: [303, 1393, 775, 837, 593, 330, 372],
            test: "0",
            validation: "0.3",
            seed: 32,
            checksums: [2_740_880_569, 1_973_963_869, 0]
        ),
    ]
}
