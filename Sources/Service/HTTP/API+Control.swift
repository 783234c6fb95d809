// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

package import HTTPServer
internal import HTTPTypes
internal import HTTPWire

extension API {
    /// Health, metrics, a job's status and its cancellation: what a service must answer that is
    /// otherwise too busy.
    package func isControl(_ request: Request) -> Bool {
        Self.isControl(request.head)
    }

    static func isControl(_ head: RequestHead) -> Bool {
        guard head.framing == .none || head.framing == .length(0) else { return false }
        switch Route(head.target) {
        case .live, .ready, .version, .metrics, .job: return true
        default: return false
        }
    }
}
