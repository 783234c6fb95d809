// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// The field Content-Disposition of a download (RFC 6266).
package enum ContentDisposition {
    /// The value that offers to save the answer under `filename`.
    ///
    /// Slashes, backslashes and control characters become `_`. Clients that know RFC 8187 read
    /// the exact name from `filename*`, the others an ASCII likeness from `filename`.
    package static func attachment(filename: String) -> String {
        let safe = String(
            String.UnicodeScalarView(
                filename.unicodeScalars.map { scalar in
                    let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
                    return isControl || scalar == "/" || scalar == "\\" ? "_" : scalar
                }
            )
        )
        // Some clients undo percent-encoding in the plain parameter, so it holds no percent sign.
        let likeness = String(
            String.UnicodeScalarView(
                safe.unicodeScalars.map { scalar in
                    !scalar.isASCII || scalar == "\"" || scalar == "%" ? "_" : scalar
                }
            )
        )
        let exact = PercentEncoding.encodeAttribute(safe)
        return "attachment; filename=\"\(likeness)\"; filename*=UTF-8''\(exact)"
    }
}
