// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

package import HTTPTypes

/// Conditional requests (RFC 9110 §13), evaluated once the request would otherwise succeed.
package enum Preconditions {
    /// What the conditions of a request come to.
    package enum Outcome: Sendable, Hashable {
        /// Do what is asked.
        case proceed
        /// Answer 304: the client has it already.
        case notModified
        /// Answer 412, and change nothing.
        case failed
    }

    /// Evaluates the conditions in the order of RFC 9110 §13.2.2.
    ///
    /// - Parameters:
    ///   - etag: the current representation's tag, nil where there is none.
    ///   - lastModified: when it last changed, nil where that is not known.
    ///   - exists: whether there is a current representation, for the condition `*`.
    package static func evaluate(
        method: HTTPRequest.Method,
        fields: HTTPFields,
        etag: EntityTag?,
        lastModified: HTTPDate?,
        exists: Bool = true
    ) -> Outcome {
        let isRead = method == .get || method == .head
        if let value = fields[.ifMatch] {
            let holds =
                switch EntityTag.List(value) {
                case .any: exists
                case .tags(let tags): tags.contains { etag?.matchesStrongly($0) ?? false }
                }
            if !holds { return .failed }
        } else if let date = date(fields, .ifUnmodifiedSince), let lastModified {
            if lastModified > date { return .failed }
        }
        if let value = fields[.ifNoneMatch] {
            let matches =
                switch EntityTag.List(value) {
                case .any: exists
                case .tags(let tags): tags.contains { etag?.matchesWeakly($0) ?? false }
                }
            if matches { return isRead ? .notModified : .failed }
        } else if isRead, let date = date(fields, .ifModifiedSince), let lastModified {
            if lastModified <= date { return .notModified }
        }
        return .proceed
    }

    /// Whether If-Range, if there is one, lets Range count (RFC 9110 §13.1.5).
    ///
    /// A date must be exactly `lastModified`, and counts as a strong validator: callers give one
    /// only for representations that do not change twice within a second.
    package static func allowsRange(
        fields: HTTPFields,
        etag: EntityTag?,
        lastModified: HTTPDate?
    ) -> Bool {
        guard let value = fields[.ifRange] else { return true }
        if let tag = EntityTag(parsing: value) { return etag?.matchesStrongly(tag) ?? false }
        guard let date = HTTPDate(parsing: value), let lastModified else { return false }
        return date == lastModified
    }

    /// A date that is malformed counts as absent (RFC 9110 §13.1.3, §13.1.4).
    private static func date(_ fields: HTTPFields, _ name: HTTPField.Name) -> HTTPDate? {
        fields[name].flatMap { HTTPDate(parsing: $0) }
    }
}
