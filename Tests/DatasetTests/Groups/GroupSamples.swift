// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

@testable import Dataset

/// The images of a catalogue once more, with parts, groups and checksums as a test wants them.
func catalogue(
    _ names: [String],
    part: (String) -> Split.Part? = { _ in nil },
    tableGroup: (String) -> String? = { _ in nil },
    crc32: (String) -> UInt32? = { _ in nil }
) throws -> Catalogue {
    let made = try Catalogue.make(entries: entries(names))
    let images = made.images.map { image in
        let (name, group) = (image.name, tableGroup(image.name))
        return CatalogueImage(
            SourceEntry(
                name: name,
                index: image.entry,
                size: image.size,
                crc32: crc32(name) ?? image.crc32,
                isDirectory: false
            ),
            texts: ImageTexts(name: { _ in name }, groups: group.map { [$0] } ?? []),
            label: image.label,
            part: part(name),
            tableGroup: group == nil ? nil : 0,
            rootOffset: image.rootOffset,
            pathOffset: image.pathOffset
        )
    }
    return Catalogue(
        layout: made.layout,
        classes: made.classes,
        images: images,
        ranges: made.ranges,
        uploadedParts: Set(images.compactMap(\.part)),
        hasTableGroups: images.contains { $0.tableGroup != nil },
        ignored: made.ignored,
        dropped: made.dropped,
        warnings: made.warnings
    )
}

/// The demo set's kind of data: classes of 125, 500 and 500 images, the latter of 682 patients.
///
/// 81 and 76 patients have several images of their class, up to twelve, and 21 are in both classes;
/// the names are those of the NIH. The first class has names without an id.
func demoNames() -> [String] {
    (1...125).map { "Covid-19/scan-\($0).jpeg" }
        + names(in: "No_findings", from: 0, sizes: sizes(images: 500, patients: 350, several: 81))
        + names(in: "Pneumonia", from: 329, sizes: sizes(images: 500, patients: 353, several: 76))
}

private func sizes(images: Int, patients: Int, several: Int) -> [Int] {
    var sizes = Array(repeating: 2, count: several)
    sizes[0] = 12
    var left = images - (patients - several) - sizes.reduce(0, +)
    var place = 1
    while left > 0 {
        let more = min(left, 1 + place % 4)
        sizes[place] += more
        left -= more
        place += 1
    }
    return sizes + Array(repeating: 1, count: patients - several)
}

private func names(in folder: String, from first: Int, sizes: [Int]) -> [String] {
    sizes.enumerated().flatMap { offset, size in
        (0..<size).map { visit in
            let id = String(String(100_000_000 + first + offset).dropFirst())
            // Visits that both classes have of one patient do not share a number.
            let number = String(String(1000 + visit + (first > 0 ? 100 : 0)).dropFirst())
            return "\(folder)/\(id)_\(number).png"
        }
    }
}

/// Names such as those of the radiographs that the project is shown with: of 108, 96 are as the NIH
/// names files, of 61 patients, four of whom are in both classes.
enum Radiographs {
    static var names: [String] {
        visits(noFindings, in: "No_findings") + visits(pneumonia, in: "Pneumonia", from: 100)
            + (1...12).map { "radiographs/Covid-19/kjr-21-e2\($0)-g001-l-a.jpg" }
    }

    private static func visits(_ text: String, in folder: String, from first: Int = 0) -> [String] {
        text.split { " \n".contains($0) }.flatMap { entry in
            let numbers = entry.split(separator: ":").compactMap { Int($0) }
            return (0..<numbers[1]).map { visit in
                let id = String(String(100_000_000 + 31 * numbers[0]).dropFirst())
                let number = String(String(1000 + first + visit).dropFirst())
                return "radiographs/\(folder)/\(id)_\(number).png"
            }
        }
    }

    // Each patient and the number of images.
    private static let noFindings = """
        6:5 7:3 9:3 10:1 11:3 13:2 15:2 16:1 17:1 19:1 21:1 22:1 23:1 24:4 26:1 27:1 32:1 33:1
        35:1 37:1 38:1 39:1 41:1 42:1 43:1 44:1 46:1 47:1 48:1 49:1 50:2 51:1
        """
    private static let pneumonia = """
        1:1 2:1 3:3 4:5 5:1 8:1 11:1 12:3 14:5 15:2 18:1 19:1 20:1 24:2 25:1 28:1 29:1 30:1 31:1
        34:1 36:1 40:1 45:1 52:1 53:1 54:1 55:1 56:1 57:1 58:2 59:1 60:1 61:1
        """
}
