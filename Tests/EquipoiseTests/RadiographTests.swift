// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import JSON
import POSIX
import TestSupport
import Testing

/// Real radiographs, where they are on this machine: `EQUIPOISE_RADIOGRAPHS` names the zip.
@Suite struct RadiographTests {
    static let zip =
        Environment["EQUIPOISE_RADIOGRAPHS"] ?? Program.root + "/../shared/data/radiographs.zip"

    static var isPresent: Bool { (try? File(reading: zip)) != nil }

    @Test(.enabled(if: isPresent)) func areBalancedOverHTTP() throws {
        try withServer { server, directory in
            var archives: [[UInt8]] = []
            for arguments in [
                "-X POST -T '\(Self.zip)' $url/v1/jobs", "-F 'dataset=@\(Self.zip)' $url/v1/jobs",
            ] {
                let submitted = try server.json(arguments)
                let id = try #require(submitted.text("id"), "\(submitted)")
                let job = try server.wait(for: id)
                #expect(job.text("state") == "succeeded", "\(job)")
                let classes = try #require(job["classes"]?.asArray)
                #expect(
                    classes.map { $0.text("name") } == ["Covid-19", "No_findings", "Pneumonia"]
                )
                #expect(classes.map { $0.text("test") } == ["2", "10", "10"])
                #expect(classes.map { $0.text("train_after") } == ["38", "38", "38"])
                try server.curl("-o out.zip $url/v1/jobs/\(id)/archive")
                archives.append(try directory.contents(of: "out.zip"))
            }
            #expect(archives[0] == archives[1])
            try Program.output(
                "unzip -tqq out.zip && python3 -m zipfile -t out.zip && bsdtar -tf out.zip >list",
                in: directory
            )
        }
    }
}
