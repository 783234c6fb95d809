// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import CDeflate

/// What a worker needs to inflate entries: libdeflate's state and a buffer that is used again.
///
/// It belongs to one worker at a time. Both its pointers are its own, and neither leaves it.
@safe package final class Inflater {
    /// A buffer beyond this is given back after use, so that one large entry does not keep it.
    private static let keptByteCount = 16 << 20

    private let decompressor: OpaquePointer
    private var input = unsafe UnsafeMutableRawBufferPointer(start: nil, count: 0)

    /// Makes one; running out of memory here traps.
    package init() {
        guard let decompressor = unsafe libdeflate_alloc_decompressor() else {
            preconditionFailure("no memory for a decompressor")
        }
        unsafe self.decompressor = decompressor
    }

    deinit {
        unsafe libdeflate_free_decompressor(decompressor)
        unsafe input.deallocate()
    }

    /// Why a DEFLATE stream was refused.
    enum Failure: Error {
        /// The stream is invalid, or does not end where its bytes end.
        case badData
        /// The stream has more or fewer bytes than announced.
        case wrongSize
    }

    /// Calls `body` with a buffer of `count` bytes, valid during the call.
    func withInput<Result>(
        _ count: Int,
        _ body: (UnsafeMutableRawBufferPointer) throws(ZipError) -> Result
    ) throws(ZipError) -> Result {
        if unsafe input.count < count {
            unsafe input.deallocate()
            unsafe input = .allocate(byteCount: count, alignment: 16)
        }
        defer {
            if unsafe input.count > Self.keptByteCount {
                unsafe input.deallocate()
                unsafe input = UnsafeMutableRawBufferPointer(start: nil, count: 0)
            }
        }
        return try unsafe body(UnsafeMutableRawBufferPointer(rebasing: input[..<count]))
    }

    /// Inflates a whole stream, which must fill `output` and use up `input` to the byte.
    func inflate(
        _ input: UnsafeRawBufferPointer,
        into output: UnsafeMutableRawBufferPointer
    ) throws(Failure) {
        var consumed = 0
        // The pointer to the count of bytes put out is nil: libdeflate then accepts no fewer
        // than the buffer has, and never writes more.
        let result = unsafe libdeflate_deflate_decompress_ex(
            decompressor,
            input.baseAddress,
            input.count,
            output.baseAddress,
            output.count,
            &consumed,
            nil
        )
        switch result {
        case LIBDEFLATE_SUCCESS:
            if consumed != input.count { throw .badData }
        case LIBDEFLATE_SHORT_OUTPUT, LIBDEFLATE_INSUFFICIENT_SPACE:
            throw .wrongSize
        default:
            throw .badData
        }
    }
}
