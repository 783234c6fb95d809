// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import JSON
import JobStore
import POSIX
import TestSupport
import Testing

@testable import Service

/// Files that somebody removed behind the service's back are told of, and harm nothing else.
@Suite struct LostFilesTests {
    /// A data folder with two finished jobs and one that waits, by their paths.
    private func withFolder(
        _ damage: (Directory, _ paths: [String]) throws -> Void,
        _ body: (RunningService, _ paths: [String]) throws -> Void
    ) throws {
        try withTemporaryDirectory { directory in
            let paths = try withService(in: directory) { service throws in
                try [[3, 6], [3, 7]].map { counts throws in
                    let zip = try SampleZip.bytes(counts)
                    let posted = try service.call("POST", "/v1/jobs?size=16", body: zip)
                    let path = try #require(posted.field("Location"), "\(posted)")
                    _ = try service.wait(path)
                    return path
                }
            }
            try damage(directory, paths)
            try withService(in: directory) { try body($0, paths) }
        }
    }

    private func id(_ path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? ""
    }

    private func check(_ service: RunningService, expecting lost: Int) throws {
        let ready = try service.call("GET", "/readyz")
        #expect(ready.status == 200, "no reason to take no jobs")
        let check = ready.json["checks"]?.asArray?.first { $0["name"]?.asString == "files" }
        #expect(check?["ok"]?.asBool == (lost == 0))
        let metrics = try service.call("GET", "/metrics").body
        let sum = metrics.split(separator: "\n").filter { $0.hasPrefix("equipoise_lost_files{") }
            .compactMap { $0.split(separator: " ").last.flatMap { Int($0) } }.reduce(0, +)
        #expect(sum == lost)
    }

    @Test func aWholeFolderHasNone() throws {
        try withFolder { _, _ in
        } _: { service, _ throws in
            try check(service, expecting: 0)
        }
    }

    @Test(arguments: ["removed", "shortened"])
    func anArchiveIsToldOfAndTheOtherJobIsUntouched(damage: String) throws {
        try withFolder { directory, paths throws in
            let archives = try Directory(existing: directory.path(of: "archives"))
            let name = Blobs.archiveName(id(paths[0]))
            damage == "removed"
                ? try archives.remove(name)
                : try File(updating: archives.path(of: name)).descriptor.truncate(to: 10)
        } _: { service, paths throws in
            try check(service, expecting: 1)
            let lost = try service.call("GET", paths[0] + "/archive")
            #expect(lost.status == 410 && lost.json["type"]?.asString == "/problems/file-lost")
            #expect(try service.call("GET", paths[0] + "/manifest").status == 200)
            #expect(try service.call("GET", paths[1] + "/archive").status == 200)
            #expect(try service.call("DELETE", paths[0]).status == 204)
        }
    }

    @Test func aDatasetIsToldOfAndComesBackWhenItIsPostedAgain() throws {
        try withFolder { directory, _ throws in
            let datasets = try Directory(existing: directory.path(of: "datasets"))
            for name in try datasets.names() { try datasets.remove(name) }
        } _: { service, paths throws in
            try check(service, expecting: 2)
            let job = try service.call("GET", paths[0]).json
            let dataset = try #require(job["dataset"]?["id"]?.asString)
            let order = #"{"dataset": "\#(dataset)", "size": 16}"#
            let lost = try service.order(order)
            #expect(lost.status == 410 && lost.json["type"]?.asString == "/problems/file-lost")
            let zip = try SampleZip.bytes([3, 6])
            #expect(try service.call("POST", "/v1/datasets", body: zip).status == 200)
            let ordered = try service.order(order)
            #expect(ordered.status == 202, "\(ordered)")
            #expect(try service.wait(ordered)["state"]?.asString == "succeeded")
        }
    }

    @Test func aJobThatWaitsForALostDatasetFailsAndTheNextRuns() throws {
        try withTemporaryDirectory { directory in
            let service = try TestService(in: directory)
            let small = try SampleZip.bytes([3, 6])
            let ids = try [small, try SampleZip.bytes([3, 7])].map { zip throws in
                let answer = try service.post(zip, parameters: [("size", "16")])
                return try #require(answer.json?["id"]?.asString)
            }
            let everyones = service.store.view(of: .everyone)
            let file = try #require(try everyones.job(ids[0])?.datasetID)
            try service.blobs.datasets.remove(Blobs.datasetName(file))
            try service.runner.start()
            while try everyones.job(ids[1])?.state.isFinal == false {
                Bell().wait(milliseconds: 5)
            }
            service.runner.stop()
            let failed = try #require(try everyones.job(ids[0]))
            #expect(failed.state == .failed && failed.error?.contains("file-lost") == true)
            #expect(try everyones.job(ids[1])?.state == .succeeded)
        }
    }

    @Test func filesOfNoRowAreCounted() throws {
        try withTemporaryDirectory { directory in
            let blobs = try Blobs(in: directory.path)
            let id = "01JD8Z6E0ZKQ0W3Y5T1N8V4RXM"
            for (folder, name) in [
                (blobs.datasets, Blobs.datasetName(id)), (blobs.archives, Blobs.archiveName(id)),
            ] {
                let file = try File(creating: folder.path(of: name))
                try unsafe [UInt8](repeating: 1, count: 50).withUnsafeBytes {
                    try unsafe file.descriptor.write(all: $0, at: 0)
                }
            }
            let swept = try blobs.sweep(
                keepingDatasets: [],
                labels: [],
                archivesOf: [],
                remainsOf: []
            )
            #expect(swept.files == 2 && swept.bytes == 100)
        }
    }
}
