// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import TestSupport
import Testing

@testable import POSIX

@Suite struct SharedWordsTests {
    /// What a process stored is there when it has been killed the instruction after.
    @Test func keepsWhatAKilledProcessStored() async throws {
        let path = "/tmp/equipoise-test-\(UInt64.random(in: 0...UInt64.max))"
        let directory = try Directory(creating: path)
        defer { try? directory.removeTree() }
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
            let words = try SharedWords(updating: path + "/words", count: 700)
            words[0] = 7
            words[699] = .max
            words.count(at: 3)
            words.count(at: 3)
            kill(getpid(), SIGKILL)
        }
        let words = try SharedWords(updating: directory.path(of: "words"), count: 700)
        #expect((0..<700).filter { words[$0] != 0 } == [0, 3, 699])
        #expect(words[0] == 7 && words[3] == 2 && words[699] == .max)
    }

    @Test func makesAFileAsLongAsItsWords() throws {
        try withTemporaryDirectory { directory in
            let path = directory.path(of: "words")
            _ = try SharedWords(updating: path, count: 3)
            #expect(try File(reading: path).descriptor.size() == 24)
            let longer = try SharedWords(updating: path, count: 5)
            #expect(try File(reading: path).descriptor.size() == 40)
            #expect(longer.count == 5 && longer[4] == 0)
            #expect(throws: SystemError.self) { () throws in
                _ = try SharedWords(updating: directory.path, count: 3)
            }
        }
    }

    /// Marks faults in a file, does one thing, and is not there any more.
    private static func die(_ path: String, _ body: () throws -> Void) throws {
        let words = try SharedWords(updating: path, count: 4)
        words.markFaults(at: 2)
        try body()
    }

    private static func mark(_ path: String) throws -> FaultMark? {
        FaultMark(try SharedWords(updating: path, count: 4)[2])
    }

    private static let nowhere = UInt.random(in: 8...8)

    @Test func marksATrapOfAThreadAtWork() async throws {
        let path = "/tmp/equipoise-test-\(UInt64.random(in: 0...UInt64.max))"
        defer { _ = unsafe unlink(path) }
        await #expect(processExitsWith: .failure) { [path = path as String] in
            try Self.die(path) {
                FaultMark.setAtWork(true)
                _ = [Int]().randomElement()!
            }
        }
        let mark = try #require(try Self.mark(path))
        #expect(mark.isOfWork && [SIGILL, SIGTRAP].contains(mark.signal))
    }

    @Test func marksAnAbortAndABrokenAccess() async throws {
        let path = "/tmp/equipoise-test-\(UInt64.random(in: 0...UInt64.max))"
        defer { _ = unsafe unlink(path) }
        await #expect(processExitsWith: .signal(SIGABRT)) { [path = path as String] in
            try Self.die(path) {
                FaultMark.setAtWork(true)
                abort()
            }
        }
        #expect(try Self.mark(path) == FaultMark(signal: SIGABRT, isOfWork: true))
        try SharedWords(updating: path, count: 4)[2] = 0
        // Under a sanitizer the process ends in the sanitizer's own way, once the mark is set.
        await #expect(processExitsWith: .failure) { [path = path as String] in
            try Self.die(path) {
                unsafe UnsafeMutablePointer<Int>(bitPattern: Self.nowhere)?.pointee = 1
            }
        }
        #expect(try Self.mark(path) == FaultMark(signal: SIGSEGV, isOfWork: false))
    }

    /// Whoever sends the signal of a fault is no fault of the work; SIGKILL leaves nothing at all.
    @Test func blamesNoWorkForWhatWasSent() async throws {
        let path = "/tmp/equipoise-test-\(UInt64.random(in: 0...UInt64.max))"
        defer { _ = unsafe unlink(path) }
        await #expect(processExitsWith: .signal(SIGABRT)) { [path = path as String] in
            try Self.die(path) {
                FaultMark.setAtWork(true)
                kill(getpid(), SIGABRT)
                pause()
            }
        }
        #expect(try Self.mark(path) == FaultMark(signal: SIGABRT, isOfWork: false))
        try SharedWords(updating: path, count: 4)[2] = 0
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
            try Self.die(path) { kill(getpid(), SIGKILL) }
        }
        #expect(try Self.mark(path) == nil)
    }

    @Test(arguments: [0, 256, 512, 523, UInt64.max])
    func readsNoMarkWhereThereIsNone(word: UInt64) {
        #expect(FaultMark(word) == nil)
    }
}
