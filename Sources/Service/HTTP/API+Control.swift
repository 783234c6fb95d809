// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

package import HTTPServer
internal import HTTPTypes
internal import HTTPWire

extension API {
    /// Health, metrics, a job's status and its cancellation: what a service must answer that is
    /// otherwise too busy.
    package func isControl(_ request: Request) -> Bool {
        let target = request.head.target
        if target.path == "/metrics" { return true }
        guard request.head.framing == .none || request.head.framing == .length(0) else {
            return false
        }
        switch Route(target) {
        case .live, .ready, .version, .job: return true
        default: return false
        }
    }
}
