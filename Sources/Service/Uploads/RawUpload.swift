// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import HTTPServer

/// A body that is the zip itself.
///
/// Safe because a receiver's calls never overlap, and nobody else holds its reception.
final class RawUpload: BodyReceiver, @unchecked Sendable {
    private let reception: Reception
    private let options: [(name: String, text: String)]

    init(_ reception: sending Reception, options: [(name: String, text: String)]) {
        self.reception = reception
        self.options = options
    }

    func receive(_ bytes: UnsafeRawBufferPointer) -> Response? {
        do {
            try unsafe reception.write(bytes)
            return nil
        } catch {
            return reception.refuse(error)
        }
    }

    func finish() -> Response {
        do {
            return try reception.submit(options)
        } catch {
            return reception.refuse(error)
        }
    }

    func abandon() {
        reception.discard()
    }
}
