// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import POSIX

extension Listener {
    /// Takes the next connection, waiting for it.
    func acceptWaiting() throws -> File? {
        var poller = try Poller()
        try poller.add(socket.descriptor, for: .reading, token: 0)
        _ = try poller.wait(milliseconds: 30_000)
        var peer = PeerAddress.local
        guard let accepted = try socket.descriptor.accept(from: &peer) else { return nil }
        return File(accepted)
    }
}

extension File {
    /// Receives until so many bytes have come, or to the end, waiting on a socket that does not.
    func received(count: Int) throws -> String {
        var poller = try Poller()
        try poller.add(descriptor, for: .reading, token: 0)
        var received: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: count)
        while received.count < count {
            let events = try poller.wait(milliseconds: 30_000)
            guard !events.isEmpty else { throw SystemError(number: ETIMEDOUT, call: "wait") }
            let step = try unsafe buffer.withUnsafeMutableBytes {
                try unsafe descriptor.receive(into: $0)
            }
            guard let step else { continue }
            if step == 0 { break }
            received += buffer.prefix(step)
        }
        return String(decoding: received, as: UTF8.self)
    }
}
