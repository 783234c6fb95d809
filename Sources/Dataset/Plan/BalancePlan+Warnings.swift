// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

extension BalancePlan {
    /// What the figures of the classes give reason to say.
    static func warnings(about classes: [PlannedClass]) -> [DatasetWarning] {
        empty(.validation, \.validation, classes) + empty(.test, \.test, classes)
            + shortfalls(classes)
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
                    + "part: it has too few images for the share that was asked for."
            )
        }
    }

    private static func shortfalls(_ classes: [PlannedClass]) -> [DatasetWarning] {
        classes.filter { $0.shortfall > 0 }.map { short in
            DatasetWarning(
                code: "shortfall",
                detail: "Class \(quoted(short.name)) gets \(short.added) artificial images instead "
                    + "of \(short.difference): its \(counted(short.train, "training image")) "
                    + "have no more different outcomes. Widen augment."
            )
        }
    }
}
