// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Dataset

struct OptionTableTests {
    @Test func listsTheOptionsInOrder() {
        #expect(
            OptionTable.all.map(\.name) == [
                "strategy", "target", "fill", "max_copies", "augment", "compose", "border",
                "preset",
                "size", "fit", "color", "format", "quality", "test", "validation", "splits",
                "group",
                "allow_leakage", "label", "csv_columns", "duplicates", "seed", "bad_images",
                "parity",
            ]
        )
    }

    @Test func saysTheDefaultsThatAreTaken() throws {
        let defaults = OptionTable.all.compactMap { option in
            option.defaultText.map { (name: option.name, text: $0) }
        }
        #expect(defaults.count == OptionTable.all.count - 4)
        let given = try Options(defaults)
        #expect(given.resolved.map(\.value) == Options().resolved.map(\.value))
        #expect(Options().augment == .standard)
        #expect(Options().augment.text == "rotate:25,flip,translate:0.2,blur:3")
    }

    @Test func namesEveryAcceptedWord() {
        #expect(
            OptionTable.description(named: "strategy")?.accepted
                == "oversample, undersample, hybrid or none"
        )
        #expect(
            OptionTable.description(named: "border")?.accepted == "reflect, replicate or constant"
        )
        #expect(OptionTable.description(named: "groups") == nil)
    }
}
