// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import HTTPWire
import Testing

struct PreconditionsTests {
    private static let earlier = "Sun, 06 Nov 1994 08:49:36 GMT"
    private static let same = "Sun, 06 Nov 1994 08:49:37 GMT"
    private static let later = "Sun, 06 Nov 1994 08:49:38 GMT"
    private static let modified = HTTPDate(parsing: same)

    private static func evaluate(
        _ fields: HTTPFields,
        method: HTTPRequest.Method = .get,
        etag: EntityTag? = EntityTag("a"),
        exists: Bool = true
    ) -> Preconditions.Outcome {
        Preconditions.evaluate(
            method: method,
            fields: fields,
            etag: etag,
            lastModified: modified,
            exists: exists
        )
    }

    @Test func proceedsWithoutConditions() {
        #expect(Self.evaluate([:]) == .proceed)
    }

    @Test(
        arguments: [
            ("\"a\"", .proceed), ("\"b\", \"a\"", .proceed), ("*", .proceed), ("\"b\"", .failed),
            ("W/\"a\"", .failed), ("a", .failed), ("", .failed),
        ] as [(String, Preconditions.Outcome)]
    )
    func evaluatesIfMatchStrongly(value: String, outcome: Preconditions.Outcome) {
        #expect(Self.evaluate([.ifMatch: value]) == outcome)
        #expect(Self.evaluate([.ifMatch: value], method: .delete) == outcome)
    }

    @Test(
        arguments: [
            ("\"a\"", .notModified), ("W/\"a\"", .notModified), ("\"b\", W/\"a\"", .notModified),
            ("*", .notModified), ("\"b\"", .proceed), ("a", .proceed), ("", .proceed),
        ] as [(String, Preconditions.Outcome)]
    )
    func evaluatesIfNoneMatchWeakly(value: String, outcome: Preconditions.Outcome) {
        #expect(Self.evaluate([.ifNoneMatch: value]) == outcome)
        #expect(Self.evaluate([.ifNoneMatch: value], method: .head) == outcome)
        let unsafe: Preconditions.Outcome = outcome == .notModified ? .failed : outcome
        #expect(Self.evaluate([.ifNoneMatch: value], method: .put) == unsafe)
    }

    @Test func evaluatesTheAsteriskByExistence() {
        #expect(Self.evaluate([.ifMatch: "*"], exists: false) == .failed)
        #expect(Self.evaluate([.ifNoneMatch: "*"], method: .put, exists: false) == .proceed)
    }

    @Test(
        arguments: [
            (earlier, .proceed), (same, .notModified), (later, .notModified),
            ("yesterday", .proceed),
        ] as [(String, Preconditions.Outcome)]
    )
    func evaluatesIfModifiedSince(value: String, outcome: Preconditions.Outcome) {
        #expect(Self.evaluate([.ifModifiedSince: value]) == outcome)
        #expect(Self.evaluate([.ifModifiedSince: value], method: .post) == .proceed)
    }

    @Test(
        arguments: [
            (earlier, .failed), (same, .proceed), (later, .proceed), ("yesterday", .proceed),
        ] as [(String, Preconditions.Outcome)]
    )
    func evaluatesIfUnmodifiedSince(value: String, outcome: Preconditions.Outcome) {
        #expect(Self.evaluate([.ifUnmodifiedSince: value]) == outcome)
        #expect(Self.evaluate([.ifUnmodifiedSince: value], method: .post) == outcome)
    }

    /// The order of RFC 9110 §13.2.2: tags before dates, matching before not matching.
    @Test func keepsTheOrder() {
        let tagOverDate: HTTPFields = [.ifMatch: "\"a\"", .ifUnmodifiedSince: Self.earlier]
        #expect(Self.evaluate(tagOverDate) == .proceed)
        let noneOverModified: HTTPFields = [.ifNoneMatch: "\"b\"", .ifModifiedSince: Self.later]
        #expect(Self.evaluate(noneOverModified) == .proceed)
        #expect(Self.evaluate([.ifMatch: "\"b\"", .ifNoneMatch: "\"a\""]) == .failed)
        #expect(Self.evaluate([.ifMatch: "\"a\"", .ifNoneMatch: "\"a\""]) == .notModified)
    }

    @Test func ignoresValidatorsThatAreNotThere() {
        let none = { (fields: HTTPFields) in
            Preconditions.evaluate(method: .get, fields: fields, etag: nil, lastModified: nil)
        }
        #expect(none([.ifModifiedSince: Self.same]) == .proceed)
        #expect(none([.ifUnmodifiedSince: Self.earlier]) == .proceed)
        #expect(none([.ifNoneMatch: "\"a\""]) == .proceed)
        #expect(none([.ifMatch: "\"a\""]) == .failed)
    }

    @Test(
        arguments: [
            (nil, true), ("\"a\"", true), ("W/\"a\"", false), ("\"b\"", false), (same, true),
            (later, false), (earlier, false), ("a", false), ("", false),
        ] as [(String?, Bool)]
    )
    func evaluatesIfRange(value: String?, isAllowed: Bool) {
        var fields = HTTPFields()
        fields[.ifRange] = value
        let allows = { (etag: EntityTag) in
            Preconditions.allowsRange(fields: fields, etag: etag, lastModified: Self.modified)
        }
        #expect(allows(EntityTag("a")) == isAllowed)
        #expect(!allows(EntityTag("a", isWeak: true)) || value == nil || value == Self.same)
        let withNothing = Preconditions.allowsRange(fields: fields, etag: nil, lastModified: nil)
        #expect(withNothing == (value == nil))
    }
}
