// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

extension BalancePlan {
    /// What the figures of the classes give reason to say.
    static func warnings(about classes: [PlannedClass]) -> [DatasetWarning] {
        empty(.validation, \.validation, classes) + empty(.test, \.test, classes)
            + classes.compactMap(shortfall)
    }

    /// Classes that a part holds nothing of, while it does of others.
    private static func empty(
        _ part: Split.Part,
        _ count: KeyPath<PlannedClass, Int>,
        _ classes: [PlannedClass]
    ) -> [DatasetWarning] {
        let missing = classes.filter { $0[keyPath: count] == 0 }
        if missing.count == classes.count { return [] }
        return missing.map { missing in
            DatasetWarning(
                code: "class-missing-in-part",
                detail: "No image of class \(quoted(missing.name)) is in the \(part.rawValue) "
                    + "part, so nothing can be measured for it there."
            )
        }
    }

    private static func shortfall(_ short: PlannedClass) -> DatasetWarning? {
        guard short.shortfall > 0, let limitation = short.limitation else { return nil }
        let images = counted(short.train, "training image")
        let (reason, remedy) =
            switch limitation {
            case .maxCopies:
                ("its \(images) may have no more of them by max_copies", "Raise max_copies")
            case .outcomes:
                ("its \(images) have no more different outcomes", "Widen augment")
            case .maxCopiesAndOutcomes:
                (
                    "of its \(images) some may have no more of them by max_copies, the others "
                        + "have no more different outcomes", "Raise max_copies and widen augment"
                )
            }
        return DatasetWarning(
            code: "shortfall",
            detail: "Class \(quoted(short.name)) gets \(short.added) artificial images instead "
                + "of \(short.difference): \(reason). \(remedy), or ask for a smaller target."
        )
    }
}
