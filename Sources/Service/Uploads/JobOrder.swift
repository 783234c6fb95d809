// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Dataset
internal import HTTPServer
internal import Hashing
internal import JSON
internal import Pipeline

/// A JSON body that asks for a job of a dataset which is there.
///
/// Safe because a receiver's calls never overlap.
final class JobOrder: BodyReceiver, @unchecked Sendable {
    private let submission: Submission
    private let limit: Int
    private let failed: FailedRequests
    private let requestID: String
    private let digests: BodyDigests
    private let query: [Parameter]
    private let pass: Gate.Pass
    private let share: Quotas.Share
    private let hold: ArrivingKeys.Hold?
    private var body: [UInt8] = []

    /// - Parameters:
    ///   - limit: the most bytes of the body.
    ///   - query: parameters that stand in the request's query.
    ///   - pass: what bounds the orders whose directories are read at once.
    ///   - share: what bounds those of one tenant.
    ///   - hold: the key under which the order may come again.
    init(
        _ submission: Submission,
        limit: Int,
        failed: FailedRequests,
        requestID: String,
        digests: BodyDigests,
        query: [Parameter],
        pass: Gate.Pass,
        share: Quotas.Share,
        hold: ArrivingKeys.Hold? = nil
    ) {
        self.submission = submission
        self.limit = limit
        self.failed = failed
        self.requestID = requestID
        self.digests = digests
        self.query = query
        self.pass = pass
        self.share = share
        self.hold = hold
    }

    func receive(_ bytes: UnsafeRawBufferPointer) -> Response? {
        guard body.count + bytes.count <= limit else {
            hold?.release()
            let problem = Problem.tooLarge("A JSON body", limit: UInt64(limit))
            return failed.answer(to: problem, requestID: requestID)
        }
        unsafe body.append(contentsOf: bytes)
        return nil
    }

    func finish() -> Response {
        defer { hold?.release() }
        do {
            try digests.check(SHA256.digest(of: body))
            let (dataset, request) = try Self.read(body, query: query)
            return try submission.accept(request, dataset: dataset, key: hold?.key)
        } catch {
            return failed.answer(to: error, requestID: requestID)
        }
    }

    func abandon() {
        hold?.release()
    }

    /// Reads the body.
    ///
    /// - Throws: `Problem`: the body is no JSON object, or everything that is wrong in it.
    static func read(
        _ body: [UInt8],
        query: [Parameter]
    ) throws -> (dataset: RandomID, request: JobRequest) {
        var parameters = query
        var errors: [ProblemItem] = []
        var dataset: RandomID?
        for (name, value) in try members(of: body) {
            if name == "dataset" {
                dataset = value.asString.flatMap { RandomID($0) }
                if dataset == nil { errors.append(.dataset(value.json(), "is no id of a dataset")) }
            } else if let text = value.parameterText {
                parameters.append((name, text))
            } else if !value.isNull {
                errors.append(
                    .parameter(
                        (name, value.json()),
                        "has a value of a kind that no option takes",
                        accepted: "a text, a number, true, false, or a list of texts"
                    )
                )
            }
        }
        if dataset == nil, errors.isEmpty { errors.append(.dataset("", "is missing")) }
        let request = try JobRequest(parameters, beside: errors)
        guard let dataset else { preconditionFailure("a missing dataset is an error") }
        return (dataset, request)
    }

    private static func members(of body: [UInt8]) throws -> [(name: String, value: JSONValue)] {
        let value: JSONValue
        do throws(JSONError) {
            value = try JSONValue.parse(body)
        } catch {
            throw Problem(
                .badRequest,
                "The body is not JSON: \(error.detail), line \(error.line), column \(error.column)."
            )
        }
        guard let members = value.asMembers else {
            throw Problem(.badRequest, "The body is JSON, but no object.")
        }
        return members
    }
}

extension JSONValue {
    /// The value as an option's text; nil for what is none, null among it, which stands for an
    /// option that is not given.
    fileprivate var parameterText: String? {
        switch self {
        case .string(let text): text
        case .bool, .integer, .number: Scalar(self)?.text ?? json()
        case .array(let elements):
            elements.allSatisfy { $0.asString != nil }
                ? elements.compactMap(\.asString).joined(separator: ",") : nil
        case .null, .object: nil
        }
    }
}

extension ProblemItem {
    /// What is wrong with the dataset that a job is asked for.
    static func dataset(_ value: String, _ detail: String) -> ProblemItem {
        .parameter(("dataset", value), detail, accepted: "the id of a dataset that is there")
    }
}
