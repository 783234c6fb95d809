// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import JSON
import POSIX
import TestSupport
import Testing

/// Bad input gets a clear answer, and the server goes on.
@Suite struct RefusalTests {
    /// How a bad upload is made, and what must be said of it.
    struct Case: CustomTestStringConvertible, Sendable {
        let testDescription: String
        /// Makes `bad.zip` in the folder that holds `dataset.zip`.
        let make: String
        var query = ""
        var status = "422"
        let problem: String
        /// What the answer must mention.
        let mentions: [String]
    }

    private static let python = "python3 -c \"import zipfile; "

    static let uploads = [
        Case(
            testDescription: "no zip",
            make: "echo 'this is no archive at all, only a line of text' >bad.zip",
            problem: "invalid-archive",
            mentions: ["not-a-zip"]
        ),
        Case(
            testDescription: "empty",
            make: ": >bad.zip",
            problem: "invalid-archive",
            mentions: ["empty"]
        ),
        Case(
            testDescription: "truncated",
            make: "head -c $(($(stat -c %s dataset.zip) / 2)) dataset.zip >bad.zip",
            problem: "invalid-archive",
            mentions: ["detail"]
        ),
        Case(
            testDescription: "no images",
            make: "\(python)zipfile.ZipFile('bad.zip', 'w').writestr('a/notes.txt', 'x')\"",
            problem: "no-images",
            mentions: [".png"]
        ),
        Case(
            testDescription: "one class",
            make: "mkdir one && unzip -qj dataset.zip 'sample/0_clear/*' -d one/cats "
                + "&& (cd one && zip -qr ../bad.zip cats)",
            problem: "one-class",
            mentions: ["cats"]
        ),
        Case(
            testDescription: "images in no class folder",
            make: "mkdir top && unzip -qj dataset.zip 'sample/0_clear/*' -d top "
                + "&& (cd top && zip -qr ../bad.zip .)",
            problem: "unlabelled",
            mentions: ["clear-0001.jpeg"]
        ),
        Case(
            testDescription: "a name that climbs",
            make: "\(python)zipfile.ZipFile('bad.zip', 'w').writestr('../evil.png', 'x')\"",
            problem: "invalid-archive",
            mentions: ["../evil.png", "unsafe-name"]
        ),
        Case(
            testDescription: "encrypted",
            make: "unzip -q dataset.zip && zip -qr -P secret bad.zip sample",
            problem: "invalid-archive",
            mentions: ["encrypted", "sample/"]
        ),
        Case(
            testDescription: "a class of one image",
            make: "unzip -q dataset.zip && cd sample/2_diffuse && ls | tail -n +2 | xargs rm "
                + "&& cd ../.. && zip -qr bad.zip sample",
            problem: "too-few-images",
            mentions: ["2_diffuse"]
        ),
        Case(
            testDescription: "a table of labels that is none",
            make: "cp dataset.zip bad.zip && printf 'file,label\\na.png\\n' >list.csv "
                + "&& zip -q bad.zip list.csv",
            query: "label=csv:list.csv",
            problem: "invalid-labels",
            mentions: ["Line 2 of the table of labels"]
        ),
        Case(
            testDescription: "a table of labels that is not there",
            make:
                "cp dataset.zip bad.zip && echo 'file,label' >list.csv && zip -q bad.zip list.csv",
            query: "label=csv:lists.csv",
            problem: "invalid-options",
            mentions: ["did you mean csv:list.csv?"]
        ),
        Case(
            testDescription: "a misspelled option and a bad value",
            make: "cp dataset.zip bad.zip",
            query: "stratgy=none&quality=0",
            problem: "invalid-options",
            mentions: ["\"suggestion\":\"strategy\"", "from 1 to 100"]
        ),
    ]

    @Test(arguments: uploads)
    func saysWhatIsWrongWithAnUpload(_ bad: Case) throws {
        try withServer { server, directory in
            try Program.output(bad.make, in: directory)
            for arguments in [
                "-X POST -T bad.zip \"$url/v1/jobs?\(bad.query)\"",
                "-F dataset=@bad.zip \"$url/v1/jobs?\(bad.query)\"",
            ] {
                let answer = try server.curl("-w '\\n%{http_code} %{content_type}' \(arguments)")
                let end = "\n\(bad.status) application/problem+json"
                #expect(answer.hasSuffix(end), "\(answer)")
                #expect(answer.contains("\"type\":\"/problems/\(bad.problem)\""), "\(answer)")
                for text in bad.mentions { #expect(answer.contains(text), "\(answer)") }
            }
            #expect(try server.json("$url/v1/jobs")["jobs"]?.asArray?.isEmpty == true)
            let left = try Program.output(
                "ls data/datasets data/archives | grep -c zip || :",
                in: directory
            )
            #expect(left.hasPrefix("0"), "no trace is left of a refused upload")
        }
    }

    @Test(arguments: [
        ("405", "-X PUT -T dataset.zip $url/v1/jobs"),
        ("404", "$url/v1/nothing"),
        ("404", "$url/v1/jobs/01JD8Z6E0ZKQ0W3Y5T1N8V4RXM"),
        ("400", "$url/v1/jobs/..%2f..%2fetc"),
        ("415", "--data-binary @dataset.zip $url/v1/jobs"),
        ("415", "-H 'Content-Type: text/plain' --data-binary @dataset.zip $url/v1/jobs"),
        ("415", "-H 'Content-Encoding: gzip' -X POST -T dataset.zip $url/v1/jobs"),
        ("411", "-X POST -H 'Content-Type: application/zip' $url/v1/jobs"),
        ("400", "-H 'Content-Type: multipart/form-data; boundary=x' -d x $url/v1/jobs"),
        ("400", "-H 'Content-Digest: sha-256=:AAAA:' -X POST -T dataset.zip $url/v1/jobs"),
        ("422", "\"$url/v1/jobs?limit=0\""),
        ("422", "\"$url/v1/jobs?colour=red\""),
    ])
    func refusesARequest(status: String, arguments: String) throws {
        try withServer { server, _ in
            let answer = try server.curl("-w '\\n%{http_code}' \(arguments)")
            #expect(answer.hasSuffix("\n\(status)"), "\(answer)")
            #expect(answer.contains("\"request_id\""), "\(answer)")
            #expect(try server.curl("$url/livez").contains("live"))
        }
    }

    @Test func refusesAnUploadThatIsTooLargeBeforeItIsSent() throws {
        try withServer("--max-upload-bytes 1000") { server, _ in
            for framing in ["", "-H 'Transfer-Encoding: chunked'"] {
                let answer = try server.curl(
                    "-w '\\n%{http_code}' \(framing) -X POST -T dataset.zip $url/v1/jobs"
                )
                #expect(answer.hasSuffix("\n413"), "\(answer)")
                #expect(answer.contains("/problems/payload-too-large"))
            }
        }
    }
}
