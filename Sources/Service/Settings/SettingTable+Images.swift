// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Dataset
internal import Imaging
internal import Pipeline

extension SettingTable {
    /// What an image, and the plan of them, may come to.
    static let imageLimits: [Setting] = [
        .number(
            "max-planned-images",
            \.limits.pipeline.dataset.plannedImages,
            in: 1...100_000_000,
            "Images in the balanced archive; a plan of more fails the job."
        ),
        .number(
            "max-image-side",
            \.limits.pipeline.image.side,
            in: 1...65_535,
            unit: "pixels",
            "An image's longer side; a larger image is dropped before it is decoded."
        ),
        .number(
            "max-image-pixels",
            \.limits.pipeline.image.pixels,
            in: 1...(1 << 32),
            unit: "pixels",
            "An image's width times its height, likewise."
        ),
        .number(
            "max-image-bytes",
            \.limits.pipeline.image.decodedBytes,
            in: 1...(1 << 36),
            unit: "bytes",
            "An image, decoded; likewise."
        ),
    ]
}
