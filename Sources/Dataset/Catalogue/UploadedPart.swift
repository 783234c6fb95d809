// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

extension Split.Part {
    /// The part that a folder or a table calls so, in any mixture of ASCII case.
    init?(folder name: Substring) {
        let names: KeyValuePairs<String, Split.Part> = [
            "train": .train, "training": .train,
            "val": .validation, "valid": .validation, "validation": .validation,
            "test": .test, "testing": .test,
        ]
        guard let part = names.first(where: { name.utf8.equalsIgnoringCase($0.key) })?.value else {
            return nil
        }
        self = part
    }
}
