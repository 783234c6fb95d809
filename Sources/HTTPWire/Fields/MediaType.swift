// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// A media type with its parameters (RFC 9110 §8.3.1).
package struct MediaType: Sendable, Hashable, CustomStringConvertible {
    /// The part before the slash, in lower case.
    package let type: String
    /// The part behind the slash, in lower case.
    package let subtype: String
    /// The parameters in their order, no name twice.
    package let parameters: [Parameter]

    /// One `name=value`.
    package struct Parameter: Sendable, Hashable {
        /// The name, in lower case.
        package let name: String
        /// The value, unquoted, in the case it was given in.
        package let value: String

        /// A parameter, its name in lower case.
        package init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// A media type, its names in lower case.
    package init(_ type: String, _ subtype: String, parameters: [Parameter] = []) {
        self.type = type
        self.subtype = subtype
        self.parameters = parameters
    }

    /// Reads the value of Content-Type, quoted parameters included; nil for anything else.
    package init?(parsing value: String) {
        var scanner = FieldScanner(value)
        guard let type = MediaType(&scanner), scanner.isAtEnd else { return nil }
        self = type
    }

    /// Takes a media type and its parameters; what stands behind them is the caller's.
    init?(_ scanner: inout FieldScanner) {
        guard let type = scanner.token()?.lowercased(), scanner.take("/"),
            let subtype = scanner.token()?.lowercased(), let parameters = scanner.parameters()
        else { return nil }
        self.init(type, subtype, parameters: parameters)
    }

    /// The value of the parameter of that name, which is lower case.
    package subscript(name: String) -> String? {
        parameters.first { $0.name == name }?.value
    }

    /// Whether type and subtype are these, whatever the parameters.
    package func matches(_ type: String, _ subtype: String) -> Bool {
        self.type == type && self.subtype == subtype
    }

    /// Type and subtype without parameters, for example `text/csv`.
    package var essence: String { "\(type)/\(subtype)" }

    /// The field value that ``init(parsing:)`` reads.
    package var description: String {
        parameters.reduce(into: essence) { text, parameter in
            let isToken = !parameter.value.isEmpty && parameter.value.utf8.allSatisfy(\.isToken)
            let escaped = parameter.value.flatMap { $0 == "\"" || $0 == "\\" ? ["\\", $0] : [$0] }
            text += "; \(parameter.name)=" + (isToken ? parameter.value : "\"\(String(escaped))\"")
        }
    }
}
