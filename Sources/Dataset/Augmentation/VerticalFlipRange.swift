// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// The image mirrored top to bottom; there is one way to do it.
struct VerticalFlipRange: OperationRange {
    static let entry = OperationRanges.Entry(
        name: "vflip",
        accepted: "vflip",
        read: { $0 == nil ? VerticalFlipRange() : nil },
        recall: { _ in .verticalFlip }
    )

    var text: String? { "vflip" }

    func outcomes(in size: PixelSize) -> Int { 1 }

    func operation(_ outcome: Int, in size: PixelSize) -> Operation { .verticalFlip }
}
