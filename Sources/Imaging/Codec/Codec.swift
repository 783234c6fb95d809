// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import CImaging

/// Decodes, changes and encodes images; keeps the libraries' handles and their buffers.
///
/// One a worker: a codec is never used by two threads at once. What it makes depends on nothing
/// but its arguments, so any worker's result is any other's.
///
/// Safe because the handle is owned by this object alone and never leaves the target.
@safe
package final class Codec {
    let handle: OpaquePointer
    /// Room for a file without the parts that its decoder is spared; kept for the next one.
    var buffer: [UInt8] = []

    /// - Throws: `ImagingError` `outOfMemory`.
    package init() throws(ImagingError) {
        guard let handle = unsafe eq_codec_create() else {
            throw ImagingError(.outOfMemory, "no memory for a codec")
        }
        unsafe self.handle = handle
    }

    deinit {
        unsafe eq_codec_destroy(handle)
    }

    /// Leaves out code for newer processors than the program must have; for tests.
    func stayPortable() {
        unsafe eq_codec_stay_portable(handle)
    }

    /// The empty ``buffer``, to be filled and put back.
    func takeBuffer() -> [UInt8] {
        var taken: [UInt8] = []
        swap(&taken, &buffer)
        taken.removeAll(keepingCapacity: true)
        return taken
    }

    /// Puts ``buffer`` back, unless it is larger than usual files need.
    func keepBuffer(_ used: consuming [UInt8]) {
        buffer = used.capacity > 16 << 20 ? [] : used
    }

    /// Turns a status of the C side into an error.
    func check(_ status: Int32) throws(ImagingError) {
        guard status != eq_ok else { return }
        let message = unsafe String(cString: eq_codec_message(handle))
        switch Int(status) {
        case eq_refused:
            // libjpeg's words for a file that ends before its image, inside a scan or not.
            let isShort = message.hasPrefix("Premature end") || message.contains("premature end")
            throw ImagingError(isShort ? .truncated : .corrupt, message)
        case eq_out_of_memory:
            throw ImagingError(.outOfMemory, message)
        default:
            throw ImagingError(.failed, message)
        }
    }

    /// Calls a C function that makes an image, and takes ownership of what it made.
    func making(
        _ body: (UnsafeMutablePointer<OpaquePointer?>) -> Int32
    ) throws(ImagingError) -> Image {
        var pointer: OpaquePointer?
        try check(unsafe body(&pointer))
        guard let pointer = unsafe pointer else {
            throw ImagingError(.failed, "the library gave no image")
        }
        return unsafe Image(owning: pointer)
    }
}
