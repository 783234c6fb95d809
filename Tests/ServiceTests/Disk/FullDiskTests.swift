// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import HTTPServer
import HTTPTypes
import Hashing
import JSON
import JobStore
import POSIX
import TestSupport
import Testing

@testable import Service

/// A disk that is full at every step of a job's way: each time it is whole or it is nothing.
///
/// The disk is a small one of its own, which takes root to mount; the real program under a limit on
/// its files is tested for everybody.
@Suite(.enabled(if: SmallDisk.canBeMounted, "needs root to mount a disk"))
struct FullDiskTests {
    /// A job in the queue that was promised nothing, so that it begins on whatever disk.
    private func queue(_ zip: [UInt8], _ service: TestService) throws -> String {
        let id = RandomID(milliseconds: Clock.wallMilliseconds()).description
        let file = try File(creating: service.blobs.datasets.path(of: Blobs.datasetName(id)))
        try unsafe zip.withUnsafeBytes { try unsafe file.descriptor.write(all: $0) }
        _ = try service.store.submit(
            NewJob(
                id: id,
                createdAt: 1,
                options: #"{"size":64}"#,
                dataset: .new(
                    NewDataset(
                        id: id,
                        createdAt: 1,
                        file: Blobs.datasetName(id),
                        bytes: Int64(zip.count),
                        sha256: SHA256.digest(of: zip).description,
                        isKept: false
                    )
                )
            )
        )
        return id
    }

    private func end(of id: String, _ service: TestService) throws -> JobRecord {
        while true {
            let job = try #require(try service.store.job(id))
            if job.state.isFinal { return job }
            Bell().wait(milliseconds: 10)
        }
    }

    /// The job's state once the disk has decided: final, or queued where not even the claim fits.
    private func verdict(on id: String, _ service: TestService) throws -> JobRecord {
        for _ in 0..<300 {
            let job = try #require(try service.store.job(id))
            if job.state.isFinal { return job }
            Bell().wait(milliseconds: 10)
        }
        let job = try #require(try service.store.job(id))
        if job.state != .queued { return try end(of: id, service) }
        try service.blobs.root.remove("filler")
        service.runner.wakeForInspection()
        return try end(of: id, service)
    }

    /// From no room at all to room for all: in the archive, the tables, the weights, the row.
    @Test func endsAJobWhereverTheRoomEnds() throws {
        let zip = try SampleZip.bytes([4, 10])
        var outcomes: [JobState: Int] = [:]
        for step in 0..<24 {
            try withSmallDisk(megabytes: 4) { _, disk throws in
                var limits = ServiceLimits()
                limits.freeDiskBytes = 0
                let service = try TestService(in: disk, limits: limits, ballast: 256 << 10)
                let id = try queue(zip, service)
                try disk.fill(leaving: UInt64(step) * 4096)
                try service.runner.start()
                let job = try verdict(on: id, service)
                service.runner.stop()
                outcomes[job.state, default: 0] += 1
                let products = try service.blobs.archives.names()
                if job.state == .succeeded {
                    #expect(products.count == 3)
                } else {
                    let problem = try JSONValue.parse(try #require(job.error))
                    #expect(problem["type"]?.asString == "/problems/insufficient-storage")
                    #expect(problem["retriable"]?.asBool == true)
                    #expect(problem["detail"]?.asString?.contains(id) == true)
                    #expect(products.isEmpty, "\(products)")
                }
                // With room again the same dataset goes through.
                try disk.remove("filler")
                let next = service.order(#"{"dataset": "\#(id)", "size": 64}"#)
                #expect(next.status.code == 202)
                try service.store.close()
                let store = try JobStore(path: disk.path(of: "jobs.sqlite"))
                #expect(try store.counts()[.queued] == 1)
                try store.close()
            }
        }
        #expect((outcomes[.failed] ?? 0) > 8 && (outcomes[.succeeded] ?? 0) > 0, "\(outcomes)")
    }

    /// Of an upload that filled the disk nothing stays, and the one beside it is none the worse.
    @Test func endsAnUploadOnADiskWithoutAByte() throws {
        try withSmallDisk(megabytes: 8) { _, disk throws in
            var limits = ServiceLimits()
            limits.freeDiskBytes = 0
            let service = try TestService(in: disk, limits: limits)
            let zip = try SampleZip.bytes([4, 10])
            let upload = RawUpload(try service.reception(), parameters: [])
            let early = unsafe zip.withUnsafeBytes { unsafe upload.receive($0) }
            #expect(early == nil)
            try disk.fill()
            let rest = [UInt8](repeating: 7, count: 1 << 20)
            let answer = unsafe rest.withUnsafeBytes { unsafe upload.receive($0) }
            #expect(answer?.status.code == 507)
            #expect(try service.uploads().isEmpty)
            try disk.remove("filler")
            try service.disk.refresh()
            #expect(try service.post(zip).status.code == 202)
        }
    }

    /// The blob is there, and there is no room for its row.
    @Test func leavesNoBlobOfAJobThatCouldNotBeWrittenDown() throws {
        try withSmallDisk(megabytes: 8) { _, disk throws in
            var limits = ServiceLimits()
            limits.freeDiskBytes = 0
            let service = try TestService(in: disk, limits: limits)
            let zip = try SampleZip.bytes([4, 10])
            let upload = RawUpload(try service.reception(), parameters: [])
            let early = unsafe zip.withUnsafeBytes { unsafe upload.receive($0) }
            #expect(early == nil)
            try disk.fill()
            // The log has pages of its own, which are used up first.
            while (try? service.store.addDataset(.filling())) != nil {}
            let answer = upload.finish()
            #expect(answer.status.code == 507, "\(String(describing: answer.json))")
            #expect(answer.json?["type"]?.asString == "/problems/insufficient-storage")
            #expect(try service.uploads().isEmpty)
            #expect(try service.store.counts()[.queued] == 0)
            #expect(service.disk.promised == 0)
        }
    }

    @Test func beginsNothingBelowItsFloorAndGoesOnByItself() throws {
        try withSmallDisk(megabytes: 16) { _, disk throws in
            var limits = ServiceLimits()
            limits.freeDiskBytes = 4 << 20
            limits.stopDiskBytes = 2 << 20
            let service = try TestService(in: disk, limits: limits)
            let id = try queue(try SampleZip.bytes([4, 10]), service)
            try disk.fill(leaving: 1 << 20)
            try service.disk.refresh()
            try service.runner.start()
            while !service.runner.isHeldBack { Bell().wait(milliseconds: 10) }
            #expect(try service.store.job(id)?.state == .queued)
            #expect(service.admission.readiness().reasons == ["disk-full", "work-paused"])
            try disk.remove("filler")
            service.runner.wakeForInspection()
            #expect(try end(of: id, service).state == .succeeded)
            try service.disk.refresh()
            #expect(service.admission.readiness().reasons == [])
            service.runner.stop()
        }
    }
}

extension NewDataset {
    /// A dataset whose row takes up room.
    fileprivate static func filling() -> NewDataset {
        let id = RandomID(milliseconds: Clock.wallMilliseconds()).description
        return NewDataset(id: id, createdAt: 1, file: id, bytes: 1, sha256: id, isKept: true)
    }
}
