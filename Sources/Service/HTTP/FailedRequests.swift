// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import HTTPServer
internal import Logging

/// Answers requests that failed; what the client is not told goes to the log.
struct FailedRequests: Sendable {
    let logger: Logger

    func answer(to error: any Error, requestID: String) -> Response {
        let problem = Problem(error)
        if problem.kind == .internal {
            logger.error(
                "request failed",
                metadata: ["request_id": "\(requestID)", "error": "\(error)"]
            )
        }
        return problem.response(requestID: requestID)
    }
}
