// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

extension Options {
    /// The size that each class of the training split is to have, by target and strategy.
    ///
    /// Oversampling never asks for less than there is, undersampling never for more, a hybrid for
    /// just the target, and none for what there is. A ratio becomes the size that keeps its promise
    /// at the least cost: oversampling fills to ⌈R × largest⌉, undersampling caps at
    /// ⌊smallest / R⌋, and a hybrid brings every class to ⌈R × largest⌉, R being then how much of
    /// the largest class is kept.
    ///
    /// - Parameters:
    ///   - counts: training images of each class, at least 1.
    ///   - classes: the names of the classes, for a target that names some.
    func trainingTargets(_ counts: [Int], classes: [String]) -> [Int] {
        if strategy == .none { return counts }
        let wishes = target.wishes(counts, classes: classes, caps: strategy == .undersample)
        return zip(counts, wishes).map { count, wish in
            switch strategy {
            case .oversample: max(count, wish ?? count)
            case .undersample: min(count, wish ?? count)
            case .hybrid: wish ?? count
            case .none: count
            }
        }
    }

    /// Checks the target against the classes that there are.
    ///
    /// - Throws: `invalidOptions` for classes that the target names and the dataset lacks.
    package func check(_ catalogue: Catalogue) throws(DatasetError) {
        guard case .classes(let sizes) = target else { return }
        let names = Set(catalogue.classes.map { ByteString(text: $0[...]) })
        let unknown = sizes.filter { !names.contains(ByteString(text: $0.name[...])) }
        if unknown.isEmpty { return }
        throw .invalidOptions(
            unknown.prefix(10).map { OptionProblem(unknownClass: $0, among: catalogue.classes) }
        )
    }
}

extension Target {
    /// The size asked for each class, nil for one that is to stay as it is.
    ///
    /// - Parameter caps: whether the sizes are upper bounds only.
    fileprivate func wishes(_ counts: [Int], classes: [String], caps: Bool) -> [Int?] {
        let largest = counts.max() ?? 0
        let smallest = counts.min() ?? 0
        let size: Int
        switch self {
        case .majority: size = largest
        case .minority: size = smallest
        case .median: size = Self.median(counts)
        case .mean: size = Self.mean(counts)
        case .images(let images): size = images
        case .ratio(let ratio):
            size = caps ? ratio.floor(dividing: smallest) : ratio.ceiling(times: largest)
        case .classes(let sizes):
            let wanted = Dictionary(
                uniqueKeysWithValues: sizes.map { (ByteString(text: $0.name[...]), $0.images) }
            )
            return classes.map { wanted[ByteString(text: $0[...])] }
        }
        return counts.map { _ in size }
    }

    /// The middle size; between two middle ones their mean, a half rounded up.
    static func median(_ counts: [Int]) -> Int {
        if counts.isEmpty { return 0 }
        let sorted = counts.sorted()
        return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2] + 1) / 2
    }

    /// The mean size, rounded to the nearest whole number, a half up.
    static func mean(_ counts: [Int]) -> Int {
        if counts.isEmpty { return 0 }
        return (2 * counts.reduce(0, +) + counts.count) / (2 * counts.count)
    }
}

extension OptionProblem {
    /// The problem of a target for a class that the dataset has not.
    fileprivate init(unknownClass size: Target.ClassSize, among classes: [String]) {
        // Names that are much longer or shorter are no misspellings, and a dataset may have many.
        let length = size.name.utf8.count
        let similar = classes.filter { abs($0.utf8.count - length) <= $0.utf8.count / 3 + 1 }
        let lowercased = similar.map { $0.lowercased() }
        let nearest = nearest(to: size.name, among: lowercased)
            .flatMap { lowercased.firstIndex(of: $0) }
            .map { similar[$0] }
        let hint = nearest.map { "; did you mean \(quoted($0))?" } ?? ""
        let shown = classes.prefix(10).map(shortened).joined(separator: ", ")
        self.init(
            option: "target",
            value: shortened("\(size.name):\(size.images)"),
            detail: "there is no class \(quoted(size.name)) in the dataset\(hint)",
            accepted: classes.count > 10 ? "\(shown) and \(classes.count - 10) more" : shown,
            suggestion: nearest.map(shortened)
        )
    }
}
