// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// What the archive of a dataset may come to, from names and sizes alone: for the disk, before
/// anything is decoded.
///
/// ```
/// rows   each class: what is held out, and for training max(what stays, its target)
/// bytes  rows × (image + 800) + 64 Ki
///        800: headers of the zip, and the row in the manifest, which is written twice
/// image  of a fixed size: pixels × rate + 700; JPEG 0.12, 0.2, 0.35, 0.5 or 1 up to quality 50,
///        75, 90, 95 and 100; PNG 0.75 for each channel, 1.5 where channels are kept; but at the
///        most pixels × rate / 4 + 4 × a source: what is enlarged has no more to say
///        size=original: a source's own bytes where it is copied; made anew, its mean times
///        1 to 4 by quality (JPEG to JPEG), 5 (JPEG to PNG), 8 (WebP to PNG), 1.25 (others)
/// ```
///
/// The rates are of photographs with much detail; radiographs need about half. It errs to the large
/// side, as what is promised in vain is given back at the end, and what is missing fails a job.
package struct ArchiveEstimate: Sendable, Hashable {
    /// Images in the archive.
    package let rows: Int
    /// Bytes of the archive and of the manifest beside it.
    package let bytes: UInt64

    /// - Parameters:
    ///   - options: resolved for the catalogue.
    ///   - mostRows: a plan of more images is refused, so that no more are counted.
    package init(_ catalogue: Catalogue, _ options: Options, mostRows: Int) {
        let trained = catalogue.ranges.map {
            Self.trained(catalogue.images[$0], catalogue, options)
        }
        let targets = options.trainingTargets(trained, classes: catalogue.classes)
        var rows = 0
        var bytes: Double = 65_536
        for (label, range) in catalogue.ranges.enumerated() {
            let most = trained[label].multipliedReportingOverflow(by: 1 + (options.maxCopies ?? 0))
            let limit = options.maxCopies == nil || most.overflow ? Int.max : most.partialValue
            let training = min(targets[label], max(limit, trained[label]), mostRows)
            let originals = range.count - trained[label] + min(training, trained[label])
            let count = range.count - trained[label] + training
            let artificial = options.parity ? training : count - originals
            rows += count
            let rate = Rate(catalogue.images[range], options)
            bytes += Double(count - artificial) * rate.original
            bytes += Double(artificial) * rate.artificial
            bytes += Double(count) * 800
        }
        self.rows = min(rows, mostRows)
        // What a plan of too many images would come to, it is refused before it does.
        let share = rows > mostRows ? Double(mostRows) / Double(rows) : 1
        self.bytes = UInt64(min(bytes * share, 0x1p60))
    }

    /// About how many of a class's images are trained on; at least 1.
    private static func trained(
        _ images: ArraySlice<CatalogueImage>,
        _ catalogue: Catalogue,
        _ options: Options
    ) -> Int {
        let isSplit = options.splits == .keep && !catalogue.uploadedParts.isEmpty
        let pool = isSplit ? images.count { $0.part == .train || $0.part == nil } : images.count
        let share = options.testShare.double + options.validationShare.double
        return max(1, pool - Int((Double(pool) * share).rounded()))
    }
}

/// Mean bytes of an image of one class in the archive.
private struct Rate {
    let original: Double
    let artificial: Double

    init(_ images: ArraySlice<CatalogueImage>, _ options: Options) {
        let count = Double(max(1, images.count))
        let mean = Double(images.reduce(0 as UInt64) { $0 &+ $1.size }) / count
        let kinds = images.lazy.map { Self.kind(of: $0.name) }
        let jpegs = Double(kinds.count { $0 == .jpeg }) / count
        let webps = Double(kinds.count { $0 == .webp }) / count
        switch options.size {
        case .fixed(let size):
            let pixels = Double(size.width) * Double(size.height)
            func bytes(_ rate: Double) -> Double {
                min(pixels * rate, pixels * rate / 4 + 4 * mean) + 700
            }
            let jpeg = bytes(Self.jpegRate(options.quality))
            let png = bytes(Self.pngRate(options.color))
            let shareOfJPEG: Double =
                switch options.format {
                case .jpeg: 1
                case .png: 0
                case .keep: jpegs
                }
            original = shareOfJPEG * jpeg + (1 - shareOfJPEG) * png
            artificial = original
        case .original:
            let quality: Double = options.quality <= 75 ? 1 : options.quality <= 95 ? 2 : 4
            let others = 1 - jpegs - webps
            let made: Double =
                switch options.format {
                case .keep: jpegs * quality + webps * 8 + others * 1.25
                case .png: jpegs * 5 + webps * 8 + others * 1.25
                case .jpeg: jpegs * quality + webps * quality + others
                }
            let copied: Double =
                switch options.format {
                case .keep: 1
                case .png: others
                case .jpeg: jpegs
                }
            artificial = mean * made
            // What is not copied is made anew, and never counted for less than it was.
            original =
                options.color == .keep
                ? mean * (copied + (1 - copied) * max(1, made)) : mean * max(1, made)
        }
    }

    /// Going by the name; bytes are not looked at.
    private static func kind(of name: String) -> ImageKind {
        let ending = name.utf8.suffix(5)
        func ends(_ text: String) -> Bool {
            Substring(ending.suffix(text.utf8.count)).utf8.equalsIgnoringCase(text)
        }
        if [".jpg", ".jpeg", ".jpe", ".jfif"].contains(where: ends) { return .jpeg }
        return ends(".webp") ? .webp : .png
    }

    private static func jpegRate(_ quality: Int) -> Double {
        switch quality {
        case ...50: 0.12
        case ...75: 0.2
        case ...90: 0.35
        case ...95: 0.5
        default: 1
        }
    }

    private static func pngRate(_ color: ColorMode) -> Double {
        switch color {
        case .gray: 0.75
        case .rgb: 2.25
        case .keep: 1.5
        }
    }
}
