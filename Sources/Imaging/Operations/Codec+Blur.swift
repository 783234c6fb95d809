// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import CImaging
internal import Dataset

extension Codec {
    /// A Gaussian blur through a square kernel; sigma 0 has OpenCV derive it from the kernel.
    func blur(
        _ image: borrowing Image,
        kernel: Int,
        sigma: Int,
        _ border: Border
    ) throws(ImagingError) -> Image {
        precondition(kernel > 0 && kernel % 2 == 1 && kernel <= 255 && sigma >= 0)
        let rim = border == .replicate ? eq_border_replicate : eq_border_reflect_101
        return try unsafe makingFrom(image) {
            unsafe eq_blur(handle, $0, Int32(kernel), Double(sigma), Int32(rim), $1)
        }
    }
}
