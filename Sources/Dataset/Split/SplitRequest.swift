// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// What a split has to decide, and what the upload has decided already.
struct SplitRequest: Sendable, Hashable {
    /// The parts that stay as the upload has them; the training part is never one.
    let kept: Set<Split.Part>
    /// The images to be divided, ascending positions in the catalogue's images.
    let pool: [Int]
    /// The share of ``pool`` to be held out for validation.
    let validation: Decimal
    /// The share of ``pool`` to be held out for testing.
    let test: Decimal

    /// - Parameter options: a share that they give for a part that stays is passed over;
    ///   ``Options/resolved(for:hasLabels:)`` is there to refuse it.
    init(_ catalogue: Catalogue, _ options: Options) {
        let kept = options.splits == .merge ? [] : catalogue.uploadedParts.subtracting([.train])
        self.kept = kept
        pool = catalogue.images.indices.filter {
            kept.isEmpty || !kept.contains(catalogue.images[$0].uploadedPart)
        }
        validation = kept.contains(.validation) ? 0 : options.validationShare
        test = kept.contains(.test) ? 0 : options.testShare
    }

    /// The parts that the pool is divided into, in the order that ties are broken by.
    var parts: [Split.Part] {
        Split.Part.allCases.filter { $0 == .train || share(of: $0) > 0 }
    }

    /// The share of the pool that was asked for; 0 for parts that stay.
    func share(of part: Split.Part) -> Double {
        switch part {
        case .train: 1 - validation.double - test.double
        case .validation: validation.double
        case .test: test.double
        }
    }
}
