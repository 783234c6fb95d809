// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import CImaging

/// The libraries that make pixels of files and files of pixels.
package enum ImagingLibraries {
    /// OpenCV's version as it says itself when asked, such as `4.6.0`.
    package static var openCV: String { unsafe String(cString: eq_opencv_version()) }
    /// libjpeg-turbo's version that this program was built against: it cannot be asked.
    package static var jpegTurbo: String { unsafe String(cString: eq_jpeg_version()) }
}
