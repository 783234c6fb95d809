// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Logging
internal import POSIX

/// The tokens as a running service knows them, as of the last look at the file.
///
/// Once there has been a file, access stays closed to those without a token: a file that is gone,
/// spoilt or out of reach lets nobody in, rather than everybody, or those whose token was revoked.
final class LiveTokens: Sendable {
    /// What the last look found.
    private struct Sight {
        var stamp: FileStamp?
        /// Whether there has ever been a file.
        var hasBeen: Bool
        /// Whether the file could not be looked at, so that its stamp says nothing.
        var isOutOfReach = false
    }

    private let file: TokenFile
    private let logger: Logger
    private let sight: Locked<Sight>
    private let current: Locked<TokenTable?>
    private let changed = Locked<@Sendable (TokenTable?) -> Void>({ _ in })

    /// Reads the file.
    ///
    /// - Throws: `SystemError` or ``TokenError``: a service does not start with what it cannot
    ///   read.
    init(_ file: TokenFile, logger: Logger) throws {
        self.file = file
        self.logger = logger
        // The stamp first: what comes between the two is then read again, not missed.
        let stamp = try file.stamp()
        let table = try file.read()
        sight = Locked(Sight(stamp: stamp, hasBeen: table != nil))
        current = Locked(table)
    }

    /// All tokens at present; nil where there is no access control.
    ///
    /// The event loop may ask.
    var table: TokenTable? { current.withLock { $0 } }

    /// Has somebody told of the table, now and whenever it is another.
    func onChange(_ body: @escaping @Sendable (TokenTable?) -> Void) {
        changed.withLock { $0 = body }
        body(table)
    }

    /// Looks at the file's row in its folder, and reads the file only where that has changed.
    ///
    /// Waits for the disk, so it is for the ``Pulse`` to call, and for nobody at the same time.
    func look() {
        var sight = self.sight.withLock { $0 }
        do {
            let stamp = try file.stamp()
            if stamp == sight.stamp, !sight.isOutOfReach { return }
            if stamp != nil { sight.hasBeen = true }
            publish(try read(hasBeen: sight.hasBeen))
            sight.stamp = stamp
            sight.isOutOfReach = false
        } catch let error as SystemError where error.isOutOfResources {
            // Says nothing of the file: what was read last holds until the next look.
            logger.error("tokens cannot be read", metadata: ["error": "\(error)"])
            return
        } catch {
            if sight.isOutOfReach { return }
            logger.error("nobody is let in", metadata: ["error": "\(error)"])
            publish(TokenTable())
            sight.isOutOfReach = true
        }
        self.sight.withLock { [sight] in $0 = sight }
    }

    private func publish(_ table: TokenTable?) {
        current.withLock { $0 = table }
        let tell = changed.withLock { $0 }
        tell(table)
    }

    /// What the file says from now on; nothing where it is gone or spoilt.
    private func read(hasBeen: Bool) throws -> TokenTable? {
        do {
            if let table = try file.read() {
                logger.notice("tokens read", metadata: ["count": "\(table.grants.count)"])
                return table
            }
            if !hasBeen { return nil }
            logger.error("tokens are gone: nobody is let in until there are some again")
        } catch let error as TokenError {
            logger.error("nobody is let in", metadata: ["error": "\(error)"])
        }
        return TokenTable()
    }
}
