// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import HTTPServer
internal import HTTPTypes
internal import HTTPWire
internal import JobStore

/// Decides from the head of a POST whether the body is wanted, and how it is read.
///
/// What can be refused is refused here, before the client has sent a byte that it was asked to
/// hold back with `Expect: 100-continue`: load, type, key, parameters, size,
/// digests, disk, quota,
/// uploads under way, in this order.
struct UploadIntake: Sendable {
    let target: any UploadTarget
    /// Who takes a JSON body, where that is taken.
    let orders: Submission?
    let admission: Admission
    /// How many uploads and orders are open; shared with every receiver.
    let gate: Gate
    let failed: FailedRequests
    /// The keys of what is arriving; shared likewise.
    var keys = ArrivingKeys()

    private var limits: ServiceLimits { admission.limits }

    /// - Parameter principal: who posts, and may.
    func intake(_ request: Request, from principal: Principal) throws -> Intake {
        let head = request.head
        let tenancy = principal.tenancy
        let target = self.target.acting(for: tenancy)
        let parameters = head.target.query.map { (name: $0.name, text: $0.value) }
        try target.checkLoad(for: parameters)
        let kind = try BodyKind(head, takesJSON: orders != nil)
        let hold = try keys.take(head, of: tenancy.tenant)
        if kind == .json, let orders {
            return try order(request, parameters, orders.acting(for: tenancy), hold)
        }
        // The form's fields may still complete what the query says, but not mend a wrong name.
        try target.check(parameters, isAll: kind == .raw)
        let length = try checkedLength(of: head)
        let digests = try BodyDigests(head)
        let room = try admission.reserve(length)
        let share = try admission.quotas.enter(tenancy.tenant, bytes: length)
        let pass = try enter()
        let reception = Reception(
            target: target,
            limits: limits,
            failed: failed,
            requestID: request.id.value,
            digests: digests,
            pass: pass,
            room: room,
            share: share,
            hold: hold
        )
        if case .form(let boundary) = kind {
            let parser = try MultipartParser(boundary: boundary, limits: limits.form)
            return .receive(FormUpload(reception, parser: parser, query: parameters))
        }
        return .receive(RawUpload(reception, parameters: parameters))
    }

    private func enter() throws -> Gate.Pass {
        if let pass = gate.enter() { return pass }
        throw Problem.busy(
            "As many uploads and orders are open as the service takes at once, \(gate.limit).",
            retryAfter: gate.retryAfter()
        )
    }

    /// What the head says of the body's length; 0 where it says nothing.
    private func checkedLength(of head: RequestHead) throws -> UInt64 {
        switch head.framing {
        case .none: throw Problem.noBody
        case .length(let count):
            if count > limits.uploadBytes {
                throw Problem.tooLarge("An upload", limit: limits.uploadBytes)
            }
            return count
        case .chunked: return 0
        }
    }

    private func order(
        _ request: Request,
        _ parameters: [Parameter],
        _ orders: Submission,
        _ hold: ArrivingKeys.Hold?
    ) throws -> Intake {
        try orders.check(parameters, isAll: false)
        switch request.head.framing {
        case .none: throw Problem.noBody
        case .length(let count) where count > limits.jsonBytes:
            throw Problem.tooLarge("A JSON body", limit: UInt64(limits.jsonBytes))
        default: break
        }
        let share = try admission.quotas.enter(orders.store.tenancy.tenant, bytes: 0)
        return .receive(
            JobOrder(
                orders,
                limit: limits.jsonBytes,
                failed: failed,
                requestID: request.id.value,
                digests: try BodyDigests(request.head),
                query: parameters,
                pass: try enter(),
                share: share,
                hold: hold
            )
        )
    }
}

extension Problem {
    static var noBody: Problem {
        Problem(.lengthRequired, "There is no body: no Content-Length, and not chunked.")
    }

    static func tooLarge(_ what: String, limit: UInt64) -> Problem {
        Problem(.payloadTooLarge, "\(what) may have \(limit) bytes at the most.")
    }

    /// More work than is taken at once.
    ///
    /// - Parameter retryAfter: in how many seconds there may be room.
    static func busy(_ detail: String, retryAfter: Int) -> Problem {
        var problem = Problem(.queueFull, detail)
        problem.fields[.retryAfter] = "\(retryAfter)"
        return problem
    }
}
