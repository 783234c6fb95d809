// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

#if DEBUG
internal import Hashing
internal import POSIX

extension ImageMaker {
    /// The image that ends the process: `EQUIPOISE_TEST_CRASH_ON`, a SHA-256 in hexadecimal.
    private static let deadly = Environment["EQUIPOISE_TEST_CRASH_ON"]
        .flatMap { Digest(hex: $0) }

    /// Ends the process when the source that was read last is the one that tests have named.
    ///
    /// By SIGKILL, the worst way to go: nothing can be written down any more. In debug builds
    /// alone.
    func crashIfTold() {
        if let deadly = Self.deadly, digest == deadly { ThisProcess.killAtOnce() }
    }
}
#endif
