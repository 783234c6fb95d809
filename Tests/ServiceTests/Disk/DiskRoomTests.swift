// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import HTTPServer
import HTTPTypes
import HTTPWire
import JSON
import POSIX
import TestSupport
import Testing

@testable import Service

/// Uploads get room on the disk before they come, and no more than there is.
@Suite struct DiskRoomTests {
    private func ledger(free: UInt64, floor: UInt64) -> DiskLedger {
        var ledger = DiskLedger(floor: floor)
        ledger.read(free: free, seen: 0)
        return ledger
    }

    @Test func aDiskThatWasNotLookedAtHasNoRoom() {
        var ledger = DiskLedger(floor: 0)
        #expect(ledger.room == 0)
        let isGiven = ledger.reserve(1)
        #expect(!isGiven)
    }

    @Test(arguments: [
        (free: 100 as UInt64, floor: 0 as UInt64, wanted: 100 as UInt64, isGiven: true),
        (free: 100, floor: 0, wanted: 101, isGiven: false),
        (free: 100, floor: 40, wanted: 60, isGiven: true),
        (free: 100, floor: 40, wanted: 61, isGiven: false),
        (free: 30, floor: 40, wanted: 1, isGiven: false),
        (free: 100, floor: 0, wanted: .max, isGiven: false),
    ])
    func leavesTheFloor(free: UInt64, floor: UInt64, wanted: UInt64, isGiven: Bool) {
        var ledger = ledger(free: free, floor: floor)
        let given = ledger.reserve(wanted)
        #expect(given == isGiven)
        #expect(ledger.reserved == (isGiven ? wanted : 0))
    }

    @Test func promisesNoByteTwice() {
        var ledger = ledger(free: 100, floor: 10)
        let answers = [ledger.reserve(50), ledger.reserve(50), ledger.reserve(40)]
        #expect(answers == [true, false, true])
        ledger.release(50)
        #expect(ledger.room == 50)
    }

    @Test func countsWhatIsWrittenUntilTheDiskShowsIt() {
        var ledger = ledger(free: 100, floor: 10)
        _ = ledger.reserve(60)
        ledger.spend(20)
        #expect(ledger.room == 30 && ledger.reserved == 40 && ledger.unseen == 20)
        // Written while the disk was being asked: perhaps in the reading, so it counts as not.
        ledger.spend(5)
        ledger.read(free: 80, seen: 20)
        #expect(ledger.unseen == 5 && ledger.room == 30)
    }

    @Test func noticesADiskThatOthersFill() {
        var ledger = ledger(free: 100, floor: 10)
        _ = ledger.reserve(60)
        #expect(ledger.isAboveFloor)
        ledger.read(free: 12, seen: 0)
        #expect(ledger.isAboveFloor && ledger.room == 0)
        ledger.spend(3)
        #expect(!ledger.isAboveFloor)
    }

    @Test(arguments: [
        (100 as UInt64, DiskLevel.ample), (50, .ample), (49, .low), (10, .low), (9, .exhausted),
        (0, .exhausted),
    ])
    func tellsHowFullTheDiskIs(free: UInt64, level: DiskLevel) {
        var ledger = DiskLedger(floor: 50, stop: 10)
        ledger.read(free: free, seen: 0)
        #expect(ledger.level == level)
    }

    @Test func tellsEachChangeOfThatOnce() {
        var watch = DiskWatch()
        let levels: [DiskLevel] = [.ample, .low, .low, .exhausted, .exhausted, .ample]
        let told = levels.map { watch.on($0) }
        #expect(told == [nil, .low, nil, .exhausted, nil, .ample])
    }

    @Test func promisesArchivesWhatUploadsHaveNot() {
        var ledger = ledger(free: 100, floor: 10)
        let answers = [ledger.reserve(50), ledger.promise(41), ledger.promise(40)]
        #expect(answers == [true, false, true])
        let isGiven = ledger.reserve(1)
        #expect(!isGiven && ledger.room == 0)
        ledger.setPromised(15, begun: 25)
        #expect(ledger.room == 25 && ledger.promised == 15)
        // What is there of an archive is its own.
        #expect(ledger.workRoom == 125)
    }

    /// A room of about so many bytes: the floor is what else is free.
    private func room(of bytes: UInt64, in directory: Directory) throws -> DiskRoom {
        try DiskRoom(of: directory, floor: try directory.freeBytes() - bytes)
    }

    @Test func givesBackWhatAnUploadDidNotWrite() throws {
        try withTemporaryDirectory { directory in
            let room = try room(of: 1 << 30, in: directory)
            var first = room.reserve(700 << 20)
            #expect(first != nil)
            #expect(room.reserve(700 << 20) == nil)
            let isWritten = first?.write(10 << 20)
            #expect(isWritten == true)
            first = nil
            #expect(room.reserve(700 << 20) != nil)
        }
    }

    @Test func anUploadOfUnknownLengthReservesAsItGoes() throws {
        try withTemporaryDirectory { directory in
            let room = try room(of: 1 << 30, in: directory)
            let upload = try #require(room.reserve(0))
            var written = 0
            while written < 200, upload.write(10 << 20) { written += 1 }
            #expect((60...110).contains(written), "about 1 GiB in steps of 10 MiB: \(written)")
        }
    }

    @Test func refusesFromTheHeadWhatDoesNotFit() throws {
        try withTemporaryDirectory { directory in
            var limits = ServiceLimits()
            limits.freeDiskBytes = try directory.freeBytes() - (1 << 30)
            let service = try TestService(in: directory, limits: limits)
            let gate = Gate(limit: 9)
            func post(_ length: UInt64) throws -> Intake {
                let fields = ["Content-Length: \(length)", "Expect: 100-continue"]
                let head = try RequestHead("POST /v1/jobs", fields)
                return try service.intake(gate).intake(
                    Request(head: head, id: try #require(RequestID("test")), client: .local),
                    from: .anyone
                )
            }
            let problem = #expect(throws: Problem.self) { () throws in _ = try post(2 << 30) }
            #expect(problem?.kind == .insufficientStorage)
            #expect(problem?.fields[.retryAfter] == "60")
            // Each alone would fit.
            let first = try post(600 << 20)
            #expect(throws: Problem.self) { () throws in _ = try post(600 << 20) }
            guard case .receive(let receiver) = first else {
                Issue.record("the first is taken")
                return
            }
            receiver.abandon()
        }
    }

    @Test func endsAnUploadWhenTheDiskIsFull() throws {
        try withTemporaryDirectory { directory in
            let service = try TestService(in: directory)
            let upload = RawUpload(
                Reception(
                    target: service.submission,
                    limits: ServiceLimits(),
                    failed: service.failed,
                    requestID: "test",
                    digests: BodyDigests(),
                    pass: try #require(Gate(limit: 1).enter()),
                    room: try #require(try room(of: 16 << 20, in: directory).reserve(0)),
                    share: try service.admission.quotas.enter("", bytes: 0)
                ),
                parameters: []
            )
            let answer = upload.take([UInt8](repeating: 7, count: 32 << 20), step: 1 << 20)
            #expect(answer.status.code == 507)
            #expect(answer.json?["type"]?.asString == "/problems/insufficient-storage")
            #expect(try service.uploads().isEmpty)
        }
    }
}
