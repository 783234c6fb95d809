// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Dataset

struct OptionTableTests {
    @Test func listsTheOptionsInOrder() {
        #expect(
            OptionTable.all.map(\.name) == [
                "strategy", "target", "augment", "border", "preset", "size", "color", "format",
                "quality", "test", "validation", "seed", "bad_images",
            ]
        )
    }

    @Test func saysTheDefaultsThatAreTaken() throws {
        let defaults = OptionTable.all.compactMap { option in
            option.defaultText.map { (name: option.name, text: $0) }
        }
        #expect(defaults.count == OptionTable.all.count - 1)
        #expect(try Options(defaults) == Options())
        #expect(Options().augment == .standard)
        #expect(Options().augment.text == "rotate:25,flip,translate:0.2,blur:3")
    }

    @Test func namesEveryAcceptedWord() {
        #expect(OptionTable.description(named: "strategy")?.accepted == "oversample or none")
        #expect(OptionTable.description(named: "target")?.accepted == "majority")
        #expect(
            OptionTable.description(named: "border")?.accepted == "reflect, replicate or constant"
        )
        #expect(OptionTable.description(named: "group") == nil)
    }
}
