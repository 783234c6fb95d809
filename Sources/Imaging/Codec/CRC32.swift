// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import CImaging

/// The checksum of PNG's chunks (ISO/IEC 15948, annex D) over `bytes[range]`.
func crc32(_ bytes: Span<UInt8>, _ range: Range<Int>) -> UInt32 {
    unsafe bytes.extracting(range).withUnsafeBufferPointer {
        unsafe eq_crc32($0.baseAddress, $0.count)
    }
}
