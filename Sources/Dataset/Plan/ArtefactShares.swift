// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// What share of each class's balanced training split carries a trace of having been worked on.
///
/// A trace that some classes carry and others do not is a label that a network can read without
/// looking at the picture.
package struct ArtefactShares: Sendable, Hashable {
    /// The shares of each class, in the order of the labels.
    package let classes: [Shares]
    /// A warning for each trace that tells classes apart.
    package let warnings: [DatasetWarning]

    /// The shares of one class, from 0 to 1, to four decimals.
    package struct Shares: Sendable, Hashable {
        /// Artificial images, copies of bytes among them.
        package let artificial: Double
        /// Images whose edge an operation may have left black.
        package let blackBorder: Double
        /// Images whose edge an operation left empty and which was filled from the picture.
        package let filledBorder: Double
        /// Blurred images.
        package let blur: Double
        /// Images that were encoded anew; the others are the upload's bytes.
        package let reencoded: Double
    }

    /// Counts the traces in a plan that was made with these options.
    package init(_ plan: BalancePlan, options: Options) {
        var counts = plan.classes.map { _ in TraceCounts() }
        for row in plan.rows where row.part == .train {
            counts[row.label].add(row, border: options.border)
        }
        classes = counts.map(Shares.init)
        let names = plan.classes.map(\.name)
        warnings = Trace.allCases.compactMap { trace in
            trace.warning(counts, names, parity: options.parity)
        }
    }
}

/// How many images of a class carry which trace.
private struct TraceCounts {
    var images = 0
    var artificial = 0
    var blackBorder = 0
    var filledBorder = 0
    var blur = 0
    var reencoded = 0

    mutating func add(_ row: PlannedImage, border: Border) {
        images += 1
        if row.isArtificial { artificial += 1 }
        if row.encoding != .unchanged { reencoded += 1 }
        guard let operation = row.operation else { return }
        if operation.leavesBlanks {
            if border == .constant { blackBorder += 1 } else { filledBorder += 1 }
        }
        if operation.blurs { blur += 1 }
    }
}

extension ArtefactShares.Shares {
    fileprivate init(_ counts: TraceCounts) {
        func share(_ count: Int) -> Double {
            if counts.images == 0 { return 0 }
            return (Double(count) / Double(counts.images) * 10_000).rounded() / 10_000
        }
        artificial = share(counts.artificial)
        blackBorder = share(counts.blackBorder)
        filledBorder = share(counts.filledBorder)
        blur = share(counts.blur)
        reencoded = share(counts.reencoded)
    }
}

extension Operation {
    /// Whether some pixels of the outcome have none of the source's to come from.
    fileprivate var leavesBlanks: Bool {
        switch self {
        // A half turn about the true centre covers the image again.
        case .rotate(18_000, .pixelCentre): false
        case .rotate(let centidegrees, _): centidegrees != 0
        case .translate(let x, let y): x != 0 || y != 0
        case .scale(let thousandths): thousandths < 1000
        case .flip, .verticalFlip, .blur, .brightness, .contrast, .gamma, .noise: false
        case .composed(let steps): steps.contains(where: \.leavesBlanks)
        }
    }

    /// Whether pixels are mixed with their neighbours; a kernel of 1 leaves them as they are.
    fileprivate var blurs: Bool {
        steps.contains { if case .blur(let kernel, _) = $0 { kernel > 1 } else { false } }
    }
}

/// A trace that can tell a class by itself.
private enum Trace: CaseIterable {
    case blackBorder, blur, reencoding

    private var count: KeyPath<TraceCounts, Int> {
        switch self {
        case .blackBorder: \.blackBorder
        case .blur: \.blur
        case .reencoding: \.reencoded
        }
    }

    /// A warning where the shares of two classes differ by a tenth or more.
    func warning(
        _ counts: [TraceCounts],
        _ names: [String],
        parity: Bool
    ) -> DatasetWarning? {
        // Fractions are compared by products, which are exact.
        func isLess(_ left: Int, _ right: Int) -> Bool {
            counts[left][keyPath: count] * counts[right].images
                < counts[right][keyPath: count] * counts[left].images
        }
        let present = counts.indices.filter { counts[$0].images > 0 }
        guard let low = present.min(by: isLess), let high = present.max(by: isLess) else {
            return nil
        }
        let difference =
            counts[high][keyPath: count] * counts[low].images
            - counts[low][keyPath: count] * counts[high].images
        guard 10 * difference >= counts[low].images * counts[high].images else { return nil }
        func share(_ label: Int) -> String {
            percentage(counts[label][keyPath: count], of: counts[label].images)
                + " of class \(quoted(names[label]))"
        }
        return DatasetWarning(
            code: "artefact-tells-class",
            detail: "\(share(high)) and \(share(low)) \(carry), which tells a network the class. "
                + "Consider \(remedies(parity: parity))."
        )
    }

    private var carry: String {
        switch self {
        case .blackBorder: "have a black border"
        case .blur: "are blurred"
        case .reencoding: "are encoded anew"
        }
    }

    private func remedies(parity: Bool) -> String {
        let own =
            switch self {
            case .blackBorder: "border=reflect"
            case .blur: "an augment without blur"
            case .reencoding: "a fixed size"
            }
        return parity ? own : "\(own) or parity=true"
    }
}

/// A share in percent, to one decimal.
private func percentage(_ count: Int, of total: Int) -> String {
    "\(Decimal(units: (2000 * count + total) / (2 * total), scale: 1)) %"
}
