// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import HTTPServer
internal import JSON
internal import JobStore

extension Submission {
    /// The key of a request for a job, however it came; nil without one, and for a dry run, which
    /// makes nothing that could be had again.
    ///
    /// - Parameter dataset: the digest or the id of the dataset that the request brings or names.
    func requestKey(
        _ key: IdempotencyKey?,
        _ request: JobRequest,
        dataset: String,
        labels: ReceivedFile?
    ) -> RequestKey? {
        if request.isDryRun { return nil }
        let labels = labels.map { "labels \($0.sha256)" } ?? "no labels"
        return key?.request(["POST /v1/jobs", request.options.json(), dataset, labels])
    }

    /// The answer to a request that has made its job before; nil for a new one.
    ///
    /// - Throws: `Problem` 422 where the key is another request's.
    func replay(_ key: RequestKey?) throws -> Response? {
        guard let key else { return nil }
        switch try store.recall(key) {
        case .unknown, .dataset: return nil
        case .job(let job): return accepted(job)
        case .otherRequest: throw Problem.keyOfOtherRequest
        }
    }
}

extension DatasetSubmission {
    /// The answer to a request that has made its dataset before; nil for a new one.
    ///
    /// - Throws: `Problem` 422 where the key is another request's.
    func replay(_ key: RequestKey?) throws -> Response? {
        guard let key else { return nil }
        switch try store.recall(key) {
        case .unknown, .job: return nil
        case .dataset(let dataset, let wasNew): return answer(dataset, isNew: wasNew)
        case .otherRequest: throw Problem.keyOfOtherRequest
        }
    }
}
