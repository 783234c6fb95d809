// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// How the classes of the training split are brought to their target.
package enum Strategy: String, Sendable, Hashable, CaseIterable {
    /// Artificial images are added to every class below the target; none is removed.
    case oversample
    /// Images are removed from every class above the target; none is added.
    case undersample
    /// Classes above the target are capped, those below it filled.
    case hybrid
    /// Nothing is added or removed; the dataset is only split.
    case none

    /// The target where none is asked for.
    var standardTarget: Target {
        switch self {
        case .oversample, .none: .majority
        case .undersample: .minority
        case .hybrid: .median
        }
    }
}

/// What a class is filled with.
package enum Fill: String, Sendable, Hashable, CaseIterable {
    /// Images altered by an operation.
    case augment
    /// The originals' bytes under new names.
    case copy
}
