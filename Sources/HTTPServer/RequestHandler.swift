// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

package import HTTPWire
package import POSIX

/// What answers requests; the server knows nothing else about its purpose.
package protocol RequestHandler: Sendable {
    /// Decides from the head alone what becomes of a request.
    ///
    /// Called on the event loop, so it must not wait: work that does goes into the intake.
    func intake(_ request: Request) -> Intake

    /// Whether a request is one to see to the service, such as health, metrics, status and cancel.
    ///
    /// These are answered also when there are more connections than the limit, and their work
    /// waits behind no other. Called on the event loop.
    func isControl(_ request: Request) -> Bool

    /// Makes the answer to a request that could not be read, or came too late or too slowly.
    ///
    /// The server closes the connection after it. Called on the event loop.
    func refusal(_ violation: HTTPViolation, requestID: RequestID) -> Response

    /// The lines that an answer's head carries besides its own fields, made beforehand.
    ///
    /// Called on the event loop for each answer.
    ///
    /// - Parameter head: the request's; nil where none could be read.
    func lines(for head: RequestHead?) -> FieldLines

    /// Hears that an exchange is over, for whoever counts them.
    ///
    /// Called on the event loop. `head` is nil where none could be read, `status` 0 where the
    /// client went before there was an answer; the time is from the request's head to the answer's
    /// last byte.
    func ended(_ head: RequestHead?, status: Int, nanoseconds: UInt64)
}

extension RequestHandler {
    /// Counts nothing.
    package func ended(_ head: RequestHead?, status: Int, nanoseconds: UInt64) {}

    /// None.
    package func lines(for head: RequestHead?) -> FieldLines { .none }
}

/// A request's head, the name it goes by in answers and logs, and who sent it.
package struct Request: Sendable {
    /// Method, target and fields, all checked.
    package let head: RequestHead
    /// The client's own id, or one that was made for it.
    package let id: RequestID
    /// The other end of the connection: a proxy, where one stands in between.
    package let client: PeerAddress

    package init(head: RequestHead, id: RequestID, client: PeerAddress) {
        self.head = head
        self.id = id
        self.client = client
    }
}

/// What becomes of a request, said before its body is read.
package enum Intake: Sendable {
    /// Answer at once; a body that was announced is not read.
    case respond(Response)
    /// Work that may wait, run on another thread; a body that was announced is not read.
    case work(@Sendable () -> Response)
    /// Take the body, which may be of any length and in any framing, also empty.
    case receive(any BodyReceiver)
}

/// Takes one request's body piece by piece and then answers.
///
/// Calls never overlap, and never come on the event loop, so they may wait. After a response,
/// and after `abandon()`, none follows.
package protocol BodyReceiver: AnyObject, Sendable {
    /// Takes the next bytes, which are valid during the call only.
    ///
    /// - Returns: nil to go on; a response to end the upload early, with the rest unread.
    func receive(_ bytes: UnsafeRawBufferPointer) -> Response?

    /// Answers, when the whole body has been received.
    func finish() -> Response

    /// Gives up: the client went away or was too slow. What was received is to leave no trace.
    func abandon()
}
