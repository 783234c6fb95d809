// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import HTTPServer
internal import HTTPTypes
internal import HTTPWire
internal import Hashing
internal import JobStore
internal import Pipeline

/// `/`: what the service is and how it is used, for people with a browser.
///
/// It loads nothing, runs nothing and sends nothing; while a job is not done it asks to be shown
/// again in a few seconds.
struct FrontPage: Sendable {
    /// As many jobs as it shows.
    static let jobCount = 20

    /// What the page may do: be styled by its own style, known by its digest, and nothing else.
    static let policy =
        "default-src 'none'; style-src 'sha256-\(styleDigest)'; img-src data:; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

    private static let styleDigest = SHA256.digest(of: style.description).base64

    /// Where the service is, as its client sees it: scheme and authority.
    let address: String
    /// The newest jobs; nil for who may see none.
    let jobs: [JobRecord]?

    /// - Parameter jobs: the newest jobs; nil for who may see none.
    init(_ head: RequestHead, jobs: [JobRecord]?) {
        // A proxy that ends TLS says so; all that hangs on it is what this client is shown.
        let isSecure = head.fields[.forwardedProto] == "https"
        let host = head.host.isEmpty ? "localhost:8080" : head.host
        address = (isSecure ? "https://" : "http://") + host
        self.jobs = jobs
    }

    var response: Response {
        var html = HTML()
        write(to: &html)
        return Response(
            status: .ok,
            fields: [.contentType: "text/html; charset=utf-8", .cacheControl: "no-store"],
            body: .bytes(Array(html.source.utf8))
        )
    }

    private func write(to html: inout HTML) {
        html.markup(
            """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">

            """
        )
        if jobs?.contains(where: { !$0.state.isFinal }) == true {
            html.markup("<meta http-equiv=\"refresh\" content=\"5\">\n")
        }
        html.markup("<title>Equipoise</title>\n<link rel=\"icon\" href=\"data:,\">\n<style>")
        html.markup(Self.style)
        html.markup("</style>\n</head>\n<body>\n<main>\n")
        writeIntroduction(to: &html)
        writeJobs(to: &html)
        html.markup("</main>\n<footer>Equipoise ")
        html.text(Version.current)
        html.markup(" · ")
        for (index, path) in Self.links.enumerated() {
            if index > 0 { html.markup(" · ") }
            html.link(to: path, path)
        }
        html.markup("</footer>\n</body>\n</html>\n")
    }

    private static let links = ["/openapi.yaml", "/version", "/readyz", "/metrics", "/v1/jobs"]

    private func writeIntroduction(to html: inout HTML) {
        html.markup(
            """
            <h1>Equipoise</h1>
            <p>This service makes a balanced image dataset of an imbalanced one. You post a zip \
            with one folder of images for each class, and download a zip with \
            <code>train/</code> and <code>test/</code> in which every class of the training part \
            has the same number of images. The split comes first; artificial images stand in the \
            training part only.</p>
            <h2>Use it</h2>
            <p>Post a dataset:</p>
            <pre><code>curl -F dataset=@dataset.zip \

            """
        )
        html.text(address + "/v1/jobs")
        html.markup("</code></pre>\n<p>Poll the job that the answer names, until it is done:</p>\n")
        html.markup("<pre><code>curl ")
        html.text(address + "/v1/jobs/JOB")
        html.markup("</code></pre>\n<p>Download what came of it:</p>\n<pre><code>curl -OJ ")
        html.text(address + "/v1/jobs/JOB/archive")
        html.markup("</code></pre>\n<p>Every option and every answer is described in ")
        html.link(to: "/openapi.yaml", "the contract")
        html.markup(".</p>\n<h2>Jobs</h2>\n")
    }
}
