// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// Memory for a part of a body, passed between the loop and one serial queue.
///
/// Safe because the memory lives as long as this object, which has one owner at a time: the loop
/// fills it, hands it to the queue, and gets it back in a message.
@safe final class Block: @unchecked Sendable {
    /// A quarter of it took a tenth more of the processor.
    ///
    /// Each block costs a turn of the queue and of the loop. Pages that no body reaches are never
    /// touched.
    private static let size = 1 << 20

    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 64)
    /// Where the body's own bytes lie, between the framing.
    var slices: [Range<Int>] = []

    deinit {
        unsafe memory.deallocate()
    }
}

/// The calls to one receiver, in order, ending with the first response.
///
/// Safe because every call is made on the upload's serial queue.
final class Delivery: @unchecked Sendable {
    private let receiver: any BodyReceiver
    private var isOver = false

    init(to receiver: any BodyReceiver) {
        self.receiver = receiver
    }

    /// Gives the block's slices to the receiver; a response ends the delivery.
    func give(_ block: Block) -> Response? {
        if isOver { return nil }
        for slice in block.slices {
            let bytes = unsafe UnsafeRawBufferPointer(rebasing: block.memory[slice])
            if let response = unsafe receiver.receive(bytes) {
                isOver = true
                return response
            }
        }
        return nil
    }

    /// The answer to the whole body; nil when one was given before.
    func finish() -> Response? {
        if isOver { return nil }
        isOver = true
        return receiver.finish()
    }

    func abandon() {
        if isOver { return }
        isOver = true
        receiver.abandon()
    }
}
