// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Pipeline

struct SamplePlanTests {
    @Test func namesClassesAndFiles() throws {
        let plan = try SamplePlan(counts: [2, 1, 1], size: 32, seed: 9)
        #expect(plan.classNames == ["0_clear", "1_focal", "2_diffuse"])
        #expect(
            plan.images.map { "\($0.className)/\($0.stem)" } == [
                "0_clear/clear-0001", "0_clear/clear-0002", "1_focal/focal-0001",
                "2_diffuse/diffuse-0001",
            ]
        )
        #expect(plan.images[1].phantom == Phantom(seed: 9, label: 0, index: 1, size: 32))
    }

    /// The order of the plan is the order in which a dataset's reader sorts.
    @Test func keepsByteOrderWithManyClassesAndFiles() throws {
        let counts = Array(repeating: 1, count: 11) + [10_001]
        let plan = try SamplePlan(counts: counts, size: 16, seed: 0)
        let names = plan.images.map { "\($0.className)/\($0.stem)" }
        #expect(names == names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
        #expect(Set(names).count == 10_012)
        #expect(plan.classNames[2] == "02_diffuse")
        #expect(plan.classNames[11] == "11_mixed")
        #expect(names.last == "11_mixed/mixed-10001")
    }

    @Test(
        arguments: [
            ([], 64, .classes(0)),
            (Array(repeating: 1, count: 101), 64, .classes(101)),
            ([3, 0], 64, .emptyClass),
            ([3, -1], 64, .emptyClass),
            ([1_000_000, 1], 64, .tooManyImages),
            ([Int.max, Int.max], 64, .tooManyImages),
            ([1], 15, .size(15)),
            ([1], 4097, .size(4097)),
        ] as [([Int], Int, SampleError)]
    )
    func refusesNumbersOutOfRange(counts: [Int], size: Int, error: SampleError) {
        #expect(throws: error) { try SamplePlan(counts: counts, size: size, seed: 0) }
    }

    @Test func saysInASentenceWhatIsWrong() {
        #expect(SampleError.size(9).description.contains("16 to 4096"))
        #expect(SampleError.classes(0).description.contains("1 to 100"))
    }
}
