// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Dataset
import JSON
import Testing

@testable import Pipeline

struct ConfoundsJSONTests {
    private func image(_ width: Int, _ kind: ImageKind, _ brightness: Double?) -> ImageTraits {
        ImageTraits(
            width: width,
            height: 200,
            bitDepth: kind == .tiff ? 16 : 8,
            channels: kind == .jpeg ? 3 : 1,
            kind: kind,
            brightness: brightness,
            sharpness: brightness.map { $0 * 100 }
        )
    }

    @Test func writesTheTraitsOfAClass() {
        let confounds = Confounds.make(
            classes: ["b", "a"],
            labels: [0, 0, 0, 0],
            traits: [
                image(300, .jpeg, 0.5), image(100, .tiff, 0.25), image(101, .tiff, nil),
                image(100, .png, nil),
            ]
        )
        #expect(
            confounds.classes.json() == """
                [{"name":"b","images":4,"median_width":100.5,"median_height":200,\
                "median_aspect":0.5025,"formats":{"jpeg":1,"png":1,"tiff":2},\
                "bit_depths":{"8":2,"16":2},"channels":{"1":3,"3":1},\
                "median_brightness":0.375,"median_sharpness":37.5},\
                {"name":"a","images":0,"median_width":null,"median_height":null,\
                "median_aspect":null,"formats":{},"bit_depths":{},"channels":{},\
                "median_brightness":null,"median_sharpness":null}]
                """
        )
    }

    @Test func writesTheWarnings() throws {
        let confounds = Confounds.make(
            classes: ["a", "b"],
            labels: Array(repeating: 0, count: 5) + Array(repeating: 1, count: 5),
            traits: Array(repeating: image(100, .png, nil), count: 5)
                + Array(repeating: image(100, .bmp, nil), count: 5)
        )
        let written = try JSONValue.parse(confounds.warnings.json())
        let warnings = try #require(written.asArray)
        #expect(warnings.map { $0["code"]?.asString } == ["confound"])
        #expect(warnings[0]["detail"]?.asString == confounds.warnings.first?.detail)
    }
}
