// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Glibc

/// The program's own two outputs, written at once and whole.
package enum StandardStream: Int32, Sendable {
    case output = 1
    case error = 2

    /// Writes text; a reader that has gone is not an error of ours.
    package func write(_ text: String) {
        write(Array(text.utf8))
    }

    /// Writes bytes, likewise.
    package func write(_ bytes: [UInt8]) {
        unsafe bytes.withUnsafeBytes { bytes in
            var written = 0
            while written < bytes.count {
                let step = unsafe Glibc.write(
                    rawValue,
                    bytes.baseAddress?.advanced(by: written),
                    bytes.count - written
                )
                if step > 0 { written += step } else if errno != EINTR { return }
            }
        }
    }

    /// Whether a person reads it at a terminal.
    package var isTerminal: Bool { isatty(rawValue) == 1 }
}
