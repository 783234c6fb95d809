// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Dataset
import Testing

@testable import Pipeline

/// Names that fall together where case does not count.
struct CollisionTests {
    private func codes(_ names: String...) throws -> [String] {
        let upload = Upload(names.map { ($0, Array($0.utf8)) })
        return try SourceArchive(upload.file(), options: Options(), limits: PipelineLimits())
            .warnings.map(\.code)
    }

    @Test func saysOnceThatTheNamesOfClassesAreAlike() throws {
        #expect(
            try codes("r/Normal/1.png", "r/normal/1.png", "r/Normal/2.png", "r/normal/2.png")
                == ["class-names-alike"]
        )
    }

    @Test func saysThatOtherNamesAreAlike() throws {
        #expect(try codes("a/1.png", "a/1.PNG", "b/1.png") == ["case-collision"])
        #expect(try codes("a/X/1.png", "a/x/1.png", "b/1.png") == ["case-collision"])
        #expect(
            try codes("N/1.png", "n/1.PNG", "N/2.png") == ["class-names-alike", "case-collision"]
        )
    }
}
