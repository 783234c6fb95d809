// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// The outcomes that one operation of an `augment` list may have, numbered from 0.
///
/// A finite, numbered set is what makes a draw exact: every outcome is as likely as the others, one
/// that was used can be left out, and one sees when none is left. A new operation is a file with a
/// type like these and its line in ``OperationRanges/table``.
protocol OperationRange: Sendable {
    /// The range as the option spells it, such as `rotate:25`; nil when it has no such form.
    var text: String? { get }

    /// How many outcomes there are on an image of this size, 0 when none would change it.
    func outcomes(in size: PixelSize) -> Int

    /// The outcome of a number below ``outcomes(in:)``.
    func operation(_ outcome: Int, in size: PixelSize) -> Operation
}

/// The operations that `augment` knows.
enum OperationRanges {
    /// One operation: its name, the values it takes, and how its texts are read.
    struct Entry: Sendable {
        let name: String
        /// How the option spells it, for example `rotate:DEG`, and within which limits.
        let accepted: String
        /// Makes the range of what stands behind the colon, nil when nothing may or must.
        let read: @Sendable (_ magnitude: Substring?) -> (any OperationRange)?
        /// Makes an outcome of what a manifest says of it, nil where no draw gives that.
        let recall: @Sendable (_ drawn: inout DrawnParameters) -> Operation?
    }

    static let table = [
        RotateRange.entry,
        FlipRange.entry,
        VerticalFlipRange.entry,
        TranslateRange.entry,
        BlurRange.entry,
        ScaleRange.entry,
        BrightnessRange.entry,
        ContrastRange.entry,
        GammaRange.entry,
        NoiseRange.entry,
    ]
}
