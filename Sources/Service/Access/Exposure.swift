// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// A service that would let in anybody who reaches it.
package struct ExposureError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The address that was to be listened on.
    package let host: String

    package var description: String {
        """
        will not listen on \(host): others reach it, and without a token they could read and \
        remove everything. Make one first (equipoise token new NAME --data DIR), start with \
        --first-token, or listen on 127.0.0.1 alone
        """
    }
}

extension Configuration {
    /// The names that are answered for; a socket without an address has those of the loopback.
    var servedNames: Names {
        Names(
            names,
            host: host == Self.none ? Names.loopback[0] : host,
            isLoopback: isLoopback
        )
    }

    /// Refuses to be reached by others while nobody needs a token, or nobody has one.
    ///
    /// - Throws: ``ExposureError``.
    func checkExposure(_ tokens: TokenTable?) throws(ExposureError) {
        if isLoopback || tokens?.grants.isEmpty == false { return }
        throw ExposureError(host: host)
    }
}
