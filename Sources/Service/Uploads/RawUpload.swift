// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import HTTPServer

/// A body that is the zip itself.
///
/// Safe because a receiver's calls never overlap, and nobody else holds its reception.
final class RawUpload: BodyReceiver, @unchecked Sendable {
    private let reception: Reception
    private let parameters: [Parameter]

    init(_ reception: sending Reception, parameters: [Parameter]) {
        self.reception = reception
        self.parameters = parameters
    }

    func receive(_ bytes: UnsafeRawBufferPointer) -> Response? {
        do {
            try unsafe reception.write(bytes, to: .dataset)
            return nil
        } catch {
            return reception.refuse(error)
        }
    }

    func finish() -> Response {
        do {
            return try reception.finish(parameters)
        } catch {
            return reception.refuse(error)
        }
    }

    func abandon() {
        reception.discard()
    }
}
