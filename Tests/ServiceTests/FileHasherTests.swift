// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Hashing
import POSIX
import TestSupport
import Testing

@testable import Service

/// A digest that follows the writer is that of the file's bytes.
@Suite struct FileHasherTests {
    private let bytes = (0..<5_000_003).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 7) }

    @Test(arguments: [10_007, 262_144, 1 << 20, 2 << 20, 5_000_003])
    func hashesWhatIsWrittenInPieces(step: Int) throws {
        let file = try File(temporaryIn: "/tmp")
        let hasher = FileHasher(file)
        for start in stride(from: 0, to: bytes.count, by: step) {
            let piece = Array(bytes[start..<min(start + step, bytes.count)])
            try unsafe piece.withUnsafeBytes {
                try unsafe file.descriptor.write(all: $0, at: UInt64(start))
            }
            hasher.follow(to: UInt64(start + piece.count))
        }
        #expect(try hasher.finish() == SHA256.digest(of: bytes))
    }

    @Test func holdsUpAWriterThatIsFarAhead() throws {
        let piece = [UInt8](repeating: 5, count: 24 << 20)
        let file = try File(temporaryIn: "/tmp")
        let hasher = FileHasher(file)
        var whole = SHA256()
        for number in 1...4 as ClosedRange<UInt64> {
            let length = number * UInt64(piece.count)
            whole.update(piece)
            try unsafe piece.withUnsafeBytes {
                try unsafe file.descriptor.write(all: $0, at: length - UInt64(piece.count))
            }
            hasher.follow(to: length)
        }
        #expect(try hasher.finish() == whole.finalize())
    }

    @Test func knowsTheDigestOfNothing() throws {
        let hasher = FileHasher(try File(temporaryIn: "/tmp"))
        #expect(try hasher.finish() == SHA256.digest(of: []))
    }

    @Test(arguments: [100, 4 << 20] as [UInt64])
    func failsWhereTheFileIsShorterThanWasSaid(length: UInt64) throws {
        let hasher = FileHasher(try File(temporaryIn: "/tmp"))
        hasher.follow(to: length)
        #expect(throws: SystemError.self) { () throws in try hasher.finish() }
    }
}
