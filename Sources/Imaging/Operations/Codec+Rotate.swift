// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import CImaging
internal import Dataset

extension Codec {
    /// The forward map of a rotation: getRotationMatrix2D's, its sine and cosine rounded to 2⁻³².
    ///
    /// libm's last bit differs between processors; what is rounded does not, and the archive is to
    /// be the same on all. The rounding moves no corner of the largest image by a 100,000th pixel.
    func rotation(
        _ centidegrees: Int,
        about point: (x: Double, y: Double)
    ) throws(ImagingError) -> [Double] {
        let unit = 4_294_967_296.0
        let exact = try unroundedRotation(centidegrees)
        let cosine = (exact.cosine * unit).rounded() / unit
        let sine = (exact.sine * unit).rounded() / unit
        return [
            cosine, sine, (1 - cosine) * point.x - sine * point.y,
            -sine, cosine, sine * point.x + (1 - cosine) * point.y,
        ]
    }

    /// OpenCV's terms of a rotation, as libm gives them.
    func unroundedRotation(
        _ centidegrees: Int
    ) throws(ImagingError) -> (cosine: Double, sine: Double) {
        var matrix = [Double](repeating: 0, count: 6)
        try check(unsafe eq_rotation_matrix(handle, Double(centidegrees) / 100, &matrix))
        return (matrix[0], matrix[1])
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
