// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Dataset
import Imaging
import JSON
import POSIX
import TestSupport
import Testing

/// The main job as a user does it: post with curl, poll, download, look.
@Suite struct MainJobTests {
    /// One way to send the zip, and its query or form fields for a test share of a quarter.
    struct Way: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let arguments: String
    }

    static let ways = [
        Way(testDescription: "raw", arguments: "-X POST -T dataset.zip \"$url/v1/jobs?test=0.25\""),
        Way(
            testDescription: "raw, with a type",
            arguments: "-H 'Content-Type: application/zip' --data-binary @dataset.zip "
                + "\"$url/v1/jobs?test=0.25\""
        ),
        Way(
            testDescription: "chunked",
            arguments: "-H 'Transfer-Encoding: chunked' -H 'Content-Type: application/octet-stream'"
                + " --data-binary @dataset.zip \"$url/v1/jobs?test=0.25\""
        ),
        Way(
            testDescription: "form",
            arguments: "-F dataset=@dataset.zip -F test=0.25 \"$url/v1/jobs\""
        ),
        Way(
            testDescription: "form, the option first",
            arguments: "-F test=0.25 -F dataset=@dataset.zip \"$url/v1/jobs\""
        ),
    ]

    @Test func givesTheSameArchiveHoweverTheZipIsSent() throws {
        try withServer { server, directory in
            var archives: [[UInt8]] = []
            for way in Self.ways {
                let submitted = try server.json(way.arguments)
                #expect(submitted.text("state") == "queued" || submitted.text("state") == "running")
                let id = try #require(submitted.text("id"), "\(way.testDescription): \(submitted)")
                let job = try server.wait(for: id)
                #expect(job.text("state") == "succeeded", "\(way.testDescription): \(job)")
                try server.curl("-o out.zip $url/v1/jobs/\(id)/archive")
                archives.append(try directory.contents(of: "out.zip"))
            }
            #expect(archives.allSatisfy { $0 == archives.first })
        }
    }

    @Test func makesAnArchiveThatOthersRead() throws {
        try withServer { server, directory in
            let id = try server.post("validation=0.1&size=48")
            let job = try server.wait(for: id)
            #expect(job.text("state") == "succeeded", "\(job)")
            #expect(job.text("imbalance.after") == "1.0")
            #expect(job.text("totals.images") == "34")
            try server.curl("-o out.zip $url/v1/jobs/\(id)/archive")
            try Program.output(
                """
                unzip -tqq out.zip && bsdtar -tf out.zip >/dev/null
                [ "$(sha256sum out.zip | cut -d' ' -f1)" = \(job.text("archive.sha256") ?? "?") ]
                python3 - <<'EOF'
                import csv, hashlib, io, json, zipfile
                z = zipfile.ZipFile('out.zip')
                assert z.testzip() is None
                names = z.namelist()
                assert names[-5:] == ['manifest.csv', 'dropped.csv', 'leakage.csv', 'weights.json',
                    'recipe.json'], names[-5:]
                rows = list(csv.DictReader(io.StringIO(z.read('manifest.csv').decode())))
                assert [r['file'] for r in rows] == names[:-5]
                for r in rows:
                    data = z.read(r['file'])
                    assert hashlib.sha256(data).hexdigest() == r['sha256']
                    assert len(data) == int(r['bytes'])
                    assert (r['width'], r['height']) == ('48', '48')
                    artificial = '-aug' in r['file']
                    assert (r['origin'] == 'artificial') == artificial
                    assert not artificial or r['file'].startswith('train/' + r['label'])
                counts = {}
                for r in rows:
                    key = (r['split'], r['label'])
                    counts[key] = counts.get(key, 0) + 1
                train = [n for (split, _), n in counts.items() if split == 'train']
                assert len(set(train)) == 1, counts
                assert json.loads(z.read('recipe.json'))['options']['size'] == 48
                EOF
                unzip -q out.zip -d out
                """,
                in: directory
            )
            #expect(try decodedImages(below: directory.path(of: "out"), side: 48) > 34)
        }
    }

    @Test func showsTheManifestInTheFormAskedFor() throws {
        try withServer { server, _ in
            let id = try server.post()
            _ = try server.wait(for: id)
            let csv = try server.curl("$url/v1/jobs/\(id)/manifest")
            let json = try server.json("-H 'Accept: application/json' $url/v1/jobs/\(id)/manifest")
            let rows = csv.split(separator: "\n")
            #expect(rows.first?.hasPrefix("file,split,label,label_index,origin,source,") == true)
            #expect(json.asArray?.count == rows.count - 1)
            #expect(json.asArray?.first?["width"]?.asInteger == 256)
            let status = try server.curl(
                "-o /dev/null -w '%{http_code}' -H 'Accept: image/png' $url/v1/jobs/\(id)/manifest"
            )
            #expect(status == "406")
        }
    }

    @Test func listsJobsNewestFirstPageByPage() throws {
        try withServer { server, _ in
            let ids = try (0..<3).map { _ in try server.post("size=16") }
            for id in ids { _ = try server.wait(for: id) }
            let first = try server.json("\"$url/v1/jobs?limit=2\"")
            #expect(first["jobs"]?.asArray?.map { $0.text("id") } == [ids[2], ids[1]])
            let page = try #require(first.text("next_page"))
            let second = try server.json("\"$url/v1/jobs?limit=2&page=\(page)\"")
            #expect(second["jobs"]?.asArray?.map { $0.text("id") } == [ids[0]])
            #expect(second["next_page"]?.isNull == true)
        }
    }

    /// Decodes every picture below a folder and says how many there were.
    private func decodedImages(below path: String, side: Int) throws -> Int {
        var count = 0
        let codec = try Codec()
        for name in try Directory(existing: path).names() {
            let child = path + "/" + name
            if name.hasSuffix(".jpeg") {
                let bytes = try Directory(existing: path).contents(of: name)
                let image = try codec.decode(bytes.span, header: ImageHeader.probe(bytes.span))
                let size = image.size
                #expect(size.width == side && size.height == side)
                count += 1
            } else if !name.contains(".") {
                count += try decodedImages(below: child, side: side)
            }
        }
        return count
    }
}
