// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// Gaussian blurs with an odd kernel from 3 up; OpenCV derives sigma from the kernel.
struct BlurRange: OperationRange {
    /// The largest kernel, odd, 3 … 31.
    let kernel: Int

    static let entry = OperationRanges.Entry(
        name: "blur",
        accepted: "blur:K (odd, 3 to 31)",
        read: { magnitude in
            guard let kernel = magnitude.flatMap({ wholeNumber($0) }),
                (3...31).contains(kernel), !kernel.isMultiple(of: 2)
            else { return nil }
            return BlurRange(kernel: kernel)
        },
        recall: { drawn in
            guard let kernel = drawn.take("kernel", in: 1...31), !kernel.isMultiple(of: 2),
                let sigma = drawn.take("sigma", in: 0...31)
            else { return nil }
            return .blur(kernel: kernel, sigma: sigma)
        }
    )

    var text: String? { "blur:\(kernel)" }

    func outcomes(in size: PixelSize) -> Int {
        (kernel - 1) / 2
    }

    func operation(_ outcome: Int, in size: PixelSize) -> Operation {
        .blur(kernel: 2 * outcome + 3, sigma: 0)
    }
}
