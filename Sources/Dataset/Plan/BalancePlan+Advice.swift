// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

extension BalancePlan {
    /// The most artificial images of one source that pass without a word.
    private static let unremarkableCopies = 10

    /// What the choices made for the training split give reason to say.
    ///
    /// - Parameter unreplaced: for each class, the originals that parity could not replace; empty
    ///   without parity.
    static func warnings(
        about classes: [PlannedClass],
        _ shares: [ClassShare],
        _ options: Options,
        unreplaced: [Int]
    ) -> [DatasetWarning] {
        unmetSizes(classes, options)
            + zip(classes, shares).compactMap(manyCopies)
            + parity(classes, options, unreplaced)
    }

    /// Sizes that a target names and the strategy does not bring about.
    private static func unmetSizes(
        _ classes: [PlannedClass],
        _ options: Options
    ) -> [DatasetWarning] {
        guard case .classes(let sizes) = options.target else { return [] }
        let strategy = options.strategy
        let wanted = Dictionary(
            uniqueKeysWithValues: sizes.map { (ByteString(text: $0.name[...]), $0.images) }
        )
        return classes.compactMap { figures in
            guard let size = wanted[ByteString(text: figures.name[...])], size != figures.target
            else { return nil }
            let reason =
                switch strategy {
                case .oversample: "strategy=oversample never removes an image"
                case .undersample: "strategy=undersample never adds one"
                case .hybrid, .none: "strategy=\(strategy.rawValue) changes none"
                }
            return DatasetWarning(
                code: "target-not-followed",
                detail: "Class \(quoted(figures.name)) keeps its "
                    + "\(counted(figures.train, "training image")), although the target asks for "
                    + "\(size): \(reason). strategy=hybrid does both."
            )
        }
    }

    private static func manyCopies(
        _ figures: PlannedClass,
        _ share: ClassShare
    ) -> DatasetWarning? {
        let most = share.kept.indices.reduce(0) { max($0, share.artificial(at: $1)) }
        guard most > unremarkableCopies else { return nil }
        return DatasetWarning(
            code: "many-copies",
            detail: "Class \(quoted(figures.name)) gets up to \(most) artificial images of one "
                + "source: a network may learn those \(counted(figures.train, "image")) by heart. "
                + "Consider max_copies, strategy=undersample or strategy=hybrid."
        )
    }

    private static func parity(
        _ classes: [PlannedClass],
        _ options: Options,
        _ unreplaced: [Int]
    ) -> [DatasetWarning] {
        if !options.parity { return [] }
        if classes.allSatisfy({ $0.artificial == 0 }) {
            return [
                DatasetWarning(
                    code: "parity-without-effect",
                    detail: "parity=true changes nothing: no class has artificial images."
                )
            ]
        }
        return zip(classes, unreplaced).filter { $0.1 > 0 }.map { figures, missing in
            DatasetWarning(
                code: "parity-shortfall",
                detail: "Class \(quoted(figures.name)) has \(figures.artificial) artificial images "
                    + "instead of the \(figures.artificial + missing) that parity asks for: its "
                    + "images may have no more by max_copies or augment."
            )
        }
    }
}
