// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import HTTPTypes
internal import HTTPWire

/// Which web pages may have a browser send what changes something.
///
/// A browser sends a foreign page's forms to a service on the loopback, too, and what it may not
/// do is read the answer. So requests that change something say whose page they come from.
struct OriginPolicy: Sendable, Hashable {
    /// Origins of other sites whose pages may ask and read.
    let allowed: Set<Origin>

    /// Whether a request may be carried out, going by where it comes from.
    ///
    /// Clients that are no browsers send neither field.
    func permits(_ head: RequestHead) -> Bool {
        switch head.method {
        case .get, .head, .options: return true
        default: break
        }
        if let text = head.fields[.origin] {
            guard let origin = Origin(text) else { return false }
            if allowed.contains(origin) { return true }
            if !origin.isOrigin(of: head.host) { return false }
        }
        let site = head.fields[.secFetchSite]
        return site == nil || site == "same-origin" || site == "none"
    }

    /// The origin of a page that is allowed to read the answer, being of another site.
    func reader(_ head: RequestHead) -> Origin? {
        guard !allowed.isEmpty, let origin = head.fields[.origin].flatMap({ Origin($0) }) else {
            return nil
        }
        return allowed.contains(origin) ? origin : nil
    }
}
