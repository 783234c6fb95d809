// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import HTTPServer
internal import HTTPTypes
internal import HTTPWire
internal import Hashing
internal import JSON

/// What the service says about itself.
struct StatusResource: Sendable {
    /// Whether the service takes jobs now, and why not; may wait.
    let readiness: @Sendable () -> Readiness

    /// The event loop answers, so the process lives; nothing else is touched.
    var live: Response {
        json(.ok) { $0.member("status", "live") }
    }

    var version: Response {
        Response(json: .ok) { BuildInformation.current.write(to: &$0) }
    }

    func ready() -> Response {
        let readiness = readiness()
        let status: HTTPResponse.Status = readiness.reasons.isEmpty ? .ok : .serviceUnavailable
        return Response(json: status) { readiness.write(to: &$0) }
    }

    /// The contract, as it was when this program was built.
    func contract(_ head: RequestHead) throws -> Response {
        var fields: HTTPFields = [.eTag: Contract.tag.description, .cacheControl: "no-cache"]
        if let end = try Response.ending(head, tag: Contract.tag, fields: fields) { return end }
        fields[.contentType] = "application/yaml"
        return Response(status: .ok, fields: fields, body: .bytes(Contract.bytes))
    }

    /// What a problem's `type` stands for.
    func problem(_ kind: ProblemKind) -> Response {
        json(.ok) { writer in
            writer.member("type", "/problems/\(kind.rawValue)")
            writer.member("title", kind.description.title)
            writer.member("status", kind.description.status)
        }
    }

    private func json(
        _ status: HTTPResponse.Status,
        _ members: (inout JSONWriter) -> Void
    ) -> Response {
        Response(json: status) { $0.object(members) }
    }
}

/// The file `openapi.yaml`, built into the program.
enum Contract {
    static let bytes = PackageResources.openapi_yaml
    /// Strong, so two builds of one version whose contracts differ must not share it.
    static let tag = EntityTag(
        unsafe bytes.withUnsafeBytes { unsafe SHA256.digest(of: $0) }.description
    )
}

extension Response {
    /// An answer of one JSON document that is not to be kept by caches.
    init(json status: HTTPResponse.Status, _ write: (inout JSONWriter) -> Void) {
        var writer = JSONWriter()
        write(&writer)
        self.init(
            status: status,
            fields: [.contentType: "application/json", .cacheControl: "no-store"],
            body: .bytes(writer.take() + [UInt8(ascii: "\n")])
        )
    }
}
