// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import POSIX

extension Configuration {
    /// Opens the sockets that are to be listened on, the address first.
    ///
    /// - Throws: `SystemError`; or ``SettingError`` where there would be none.
    func listeners() throws -> [Listener] {
        if host == Self.none, socket == Self.none {
            throw SettingError(
                source: "--host",
                value: host,
                accepted: "an address, or a path for --socket beside it"
            )
        }
        var listeners: [Listener] = []
        if host != Self.none { listeners.append(try Listener(host: host, port: port)) }
        if socket != Self.none { listeners.append(try Listener(path: socket)) }
        return listeners
    }
}
