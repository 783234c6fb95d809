// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import HTTPWire
internal import POSIX

/// One request's body on its way from the socket to its receiver, at most two blocks at a time.
///
/// The loop fills one block while Dispatch gives the other to the receiver; when both are on
/// their way the socket is not read, so the client feels how fast the receiver is.
final class Upload {
    private enum Framing {
        case length(remaining: UInt64)
        case chunked(ChunkedDecoder)
    }

    /// What a step of filling came to.
    enum Step {
        /// Nothing to read now.
        case blocked
        /// So many bytes came from the socket.
        case received(Int)
        /// The peer ended its sending before the body's end.
        case peerEnded
    }

    private static let blocksInFlight = 2

    private let delivery: Delivery
    private let address: Mailbox.Address
    private let mailbox: Mailbox
    private let queue: WorkQueue
    private var framing: Framing
    private var free: [Block] = []
    private(set) var inFlight = 0
    /// Whether the body's last byte has been received.
    private(set) var hasEnded: Bool
    /// Bytes that came after the body's end: the next request.
    private(set) var excess: [UInt8] = []

    init(
        _ receiver: any BodyReceiver,
        framing: BodyFraming,
        limits: ChunkedLimits,
        address: Mailbox.Address,
        mailbox: Mailbox
    ) {
        delivery = Delivery(to: receiver)
        self.address = address
        self.mailbox = mailbox
        queue = WorkQueue(serial: "equipoise.upload")
        switch framing {
        case .none:
            self.framing = .length(remaining: 0)
            hasEnded = true
        case .length(let count):
            self.framing = .length(remaining: count)
            hasEnded = count == 0
        case .chunked:
            self.framing = .chunked(ChunkedDecoder(limits: limits))
            hasEnded = false
        }
    }

    /// Whether another block may be filled.
    var hasRoom: Bool { !hasEnded && inFlight < Self.blocksInFlight }

    /// Receives once from the socket into a block and sends that on its way.
    func fill(from socket: borrowing FileDescriptor) throws -> Step {
        let block = free.popLast() ?? Block()
        var room = unsafe block.memory.count
        if case .length(let remaining) = framing { room = Int(min(UInt64(room), remaining)) }
        let target = unsafe UnsafeMutableRawBufferPointer(rebasing: block.memory[..<room])
        guard let count = try unsafe socket.receive(into: target) else {
            free.append(block)
            return .blocked
        }
        if count == 0 { return .peerEnded }
        try send(block, count: count)
        return .received(count)
    }

    /// Takes bytes that were received together with the head; gives back what is beyond them.
    func take(_ bytes: some RandomAccessCollection<UInt8>) throws {
        var rest = bytes[...]
        while !rest.isEmpty, !hasEnded {
            let block = free.popLast() ?? Block()
            var count = unsafe min(rest.count, block.memory.count)
            if case .length(let remaining) = framing { count = Int(min(UInt64(count), remaining)) }
            unsafe block.memory.copyBytes(from: rest.prefix(count))
            rest = rest.dropFirst(count)
            try send(block, count: count)
        }
        excess += rest
    }

    private func send(_ block: Block, count: Int) throws {
        block.slices.removeAll(keepingCapacity: true)
        try unframe(block, count: count)
        guard !block.slices.isEmpty else {
            free.append(block)
            return
        }
        inFlight += 1
        queue.async { [delivery, mailbox, address] in
            mailbox.post(.consumed(address, block, delivery.give(block)))
        }
    }

    /// Finds the body's own bytes among the first `count` of the block.
    private func unframe(_ block: Block, count: Int) throws {
        switch framing {
        case .length(let remaining):
            block.slices.append(0..<count)
            framing = .length(remaining: remaining - UInt64(count))
            hasEnded = remaining == UInt64(count)
        case .chunked(var decoder):
            let bytes = unsafe UnsafeRawBufferPointer(rebasing: block.memory[..<count])
            var position = 0
            scan: while position < count {
                let rest = unsafe Span<UInt8>(
                    _unsafeBytes: UnsafeRawBufferPointer(rebasing: bytes[position...])
                )
                let step = try decoder.decode(rest)
                switch step.event {
                case .data(let range):
                    block.slices.append(position + range.lowerBound..<position + range.upperBound)
                    position += step.consumed
                case .needMore:
                    precondition(position + step.consumed == count, "framing is always consumed")
                    break scan
                case .end:
                    position += step.consumed
                    hasEnded = true
                    excess = unsafe Array(bytes[position...])
                    break scan
                }
            }
            framing = .chunked(decoder)
        }
    }

    /// Takes back a block that the receiver is done with.
    func recycle(_ block: Block) {
        inFlight -= 1
        free.append(block)
    }

    /// Asks for the answer, when every block has been taken.
    func finish() {
        queue.async { [delivery, mailbox, address] in
            if let response = delivery.finish() { mailbox.post(.response(address, response)) }
        }
    }

    /// Tells the receiver, after the blocks on their way, that no more will come.
    func abandon() {
        queue.async { [delivery] in delivery.abandon() }
    }
}
