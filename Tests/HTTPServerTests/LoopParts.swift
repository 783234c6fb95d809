// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Logging
import POSIX
import TestSupport

@testable import HTTPServer

extension Surroundings {
    /// What the loop's parts need around them, for tests that call these one by one.
    static func testing(
        _ limits: ServerLimits = ServerLimits(),
        handler: TestHandler? = nil
    ) throws -> Surroundings {
        try Surroundings(
            handler: handler ?? TestHandler(file: File(temporaryIn: "/tmp")),
            limits: limits,
            mailbox: Mailbox(),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            statistics: StatisticsKeeper(publishingTo: Locked(ServerStatistics()))
        )
    }
}

extension Connection {
    /// A connection without a loop, and its client's end.
    static func pair(with surroundings: Surroundings) throws -> (Connection, File) {
        let (near, far) = try SocketPair.make()
        // The connection owns its descriptor, and so does the pair.
        let connection = Connection(
            FileDescriptor(owning: dup(near.descriptor.number)),
            from: .local,
            number: 1,
            standing: .regular,
            surroundings: surroundings,
            now: 0
        )
        return (connection, far)
    }
}
