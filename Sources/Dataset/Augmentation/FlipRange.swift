// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// The image mirrored left to right; there is one way to do it.
struct FlipRange: OperationRange {
    static let entry = OperationRanges.Entry(
        name: "flip",
        accepted: "flip",
        read: { $0 == nil ? FlipRange() : nil },
        recall: { _ in .flip }
    )

    var text: String? { "flip" }

    func outcomes(in size: PixelSize) -> Int { 1 }

    func operation(_ outcome: Int, in size: PixelSize) -> Operation { .flip }
}
