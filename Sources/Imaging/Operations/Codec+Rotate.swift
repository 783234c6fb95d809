// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import CImaging
internal import Dataset

extension Codec {
    /// The forward map of a rotation, getRotationMatrix2D's.
    ///
    /// Its sine and cosine are correctly rounded but for one in a thousand, and the same on all
    /// processors, which libm's own are not. The difference, in the last bit, moves no pixel.
    func rotation(
        _ centidegrees: Int,
        about point: (x: Double, y: Double)
    ) -> [Double] {
        var (cosine, sine) = (0.0, 0.0)
        unsafe eq_rotation(Double(centidegrees) / 100, &cosine, &sine)
        return [
            cosine, sine, (1 - cosine) * point.x - sine * point.y,
            -sine, cosine, sine * point.x + (1 - cosine) * point.y,
        ]
    }
}

extension RotationCentre {
    /// The point in pixels, where (0, 0) is the centre of the first pixel.
    func point(width: Int, height: Int) -> (x: Double, y: Double) {
        switch self {
        case .pixelCentre: (Double(width - 1) / 2, Double(height - 1) / 2)
        case .tutorial: (Double(height) / 2, Double(width) / 2)
        }
    }
}
