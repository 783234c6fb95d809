// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import HTTPServer
internal import Logging
internal import POSIX

/// The tokens as a running service knows them: at most a second behind the file.
///
/// Once there has been a file, access stays closed to those without a token: a file that is gone
/// or spoilt lets nobody in, rather than everybody.
final class LiveTokens: Sendable {
    private struct State {
        /// Nil where there is no access control.
        var table: TokenTable?
        var stamp: FileStamp?
        /// When the file was last looked at; nanoseconds of the monotonic clock.
        var lookedAt: UInt64
    }

    private static let interval = second

    private let file: TokenFile
    private let logger: Logger
    private let state: Locked<State>

    /// Reads the file.
    ///
    /// - Throws: `SystemError` or ``TokenError``: a service does not start with what it cannot
    ///   read.
    init(_ file: TokenFile, logger: Logger, now: UInt64) throws {
        self.file = file
        self.logger = logger
        // The stamp first: what comes between the two is then read again, not missed.
        let stamp = try file.stamp()
        state = Locked(State(table: try file.read(), stamp: stamp, lookedAt: now))
    }

    /// All tokens at present; nil where there is no access control.
    ///
    /// Called on the event loop: once a second it looks at the file's row in its folder, and reads
    /// the file, which is short, only where that has changed.
    func table(now: UInt64) -> TokenTable? {
        state.withLock { state in
            if now >= state.lookedAt + Self.interval {
                state.lookedAt = now
                look(&state)
            }
            return state.table
        }
    }

    private func look(_ state: inout State) {
        do {
            let stamp = try file.stamp()
            if stamp == state.stamp { return }
            state.table = try read()
            state.stamp = stamp
        } catch {
            // Such as too many open files: what was read last still holds, and the next look is
            // in a second.
            logger.error("tokens cannot be read", metadata: ["error": "\(error)"])
        }
    }

    /// What the file says from now on; nothing where it is gone or spoilt.
    private func read() throws -> TokenTable {
        do {
            if let table = try file.read() {
                logger.notice("tokens read", metadata: ["count": "\(table.grants.count)"])
                return table
            }
            logger.error("tokens are gone: nobody is let in until there are some again")
        } catch let error as TokenError {
            logger.error("nobody is let in", metadata: ["error": "\(error)"])
        }
        return TokenTable()
    }
}
