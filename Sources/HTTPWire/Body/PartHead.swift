// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import HTTPTypes

/// What the headers of one part of a form say (RFC 7578 §4).
package struct PartHead: Sendable, Hashable {
    /// The field's name, never empty.
    package let name: String
    /// The file's name without directories, for display only; nil where the part is no file.
    ///
    /// Empty where a browser's file field was left empty. Escapes that browsers use for quotes
    /// and line ends (`%22`, `%0D`, `%0A`) stay as they are.
    package let filename: String?
    /// The part's media type, nil where none is given: text/plain by RFC 7578 §4.4.
    package let contentType: MediaType?
}

extension PartHead {
    /// Reads the two fields that matter; other fields are ignored as RFC 7578 §4.8 says.
    ///
    /// `filename*` is ignored too: RFC 7578 §4.2 forbids it in forms.
    init(_ fields: HTTPFields) throws(HTTPViolation) {
        // A line like `--boundary: x` is a field here and a delimiter to a reader that looks for
        // those first (RFC 2046 §5.1.1 keeps them out of a part, its headers included).
        guard !fields.contains(where: { $0.name.rawName.hasPrefix("--") }) else {
            throw .badRequest("A header line of a part begins like a delimiter.")
        }
        let dispositions = fields[fields: .contentDisposition]
        guard dispositions.count == 1, let disposition = dispositions.first else {
            throw .badRequest("A part of the form does not have one Content-Disposition.")
        }
        var scanner = FieldScanner(disposition)
        guard scanner.token()?.lowercased() == "form-data", let parameters = scanner.parameters(),
            scanner.isAtEnd
        else { throw .badRequest("A part's Content-Disposition is not that of a form's field.") }
        guard let name = parameters.first(where: { $0.name == "name" })?.value, !name.isEmpty
        else { throw .badRequest("A part of the form has no name.") }
        self.name = name
        filename = parameters.first { $0.name == "filename" }.map { Self.lastComponent($0.value) }
        contentType = try Self.contentType(fields)
        try Self.checkTransferEncoding(fields)
    }

    /// What stands behind the last slash of either kind: older clients send whole paths.
    private static func lastComponent(_ filename: String) -> String {
        let components = filename.split(omittingEmptySubsequences: false) {
            $0 == "/" || $0 == "\\"
        }
        return String(components.last ?? "")
    }

    private static func contentType(_ fields: HTTPFields) throws(HTTPViolation) -> MediaType? {
        let values = fields[values: .contentType]
        guard let value = values.first else { return nil }
        guard values.count == 1, let type = MediaType(parsing: value) else {
            throw .badRequest("A part's Content-Type is not one media type.")
        }
        guard type.type != "multipart" else {
            throw .badRequest("A part of the form is itself multipart; nesting is not accepted.")
        }
        return type
    }

    /// RFC 7578 §4.7 deprecates the field; an encoding that changes bytes must not pass unseen.
    private static func checkTransferEncoding(_ fields: HTTPFields) throws(HTTPViolation) {
        let identities = ["binary", "8bit", "7bit"]
        guard
            fields[values: .contentTransferEncoding].allSatisfy({
                identities.contains($0.lowercased())
            })
        else {
            throw .badRequest("A part's Content-Transfer-Encoding is not binary.")
        }
    }
}
