// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import HTTPWire
internal import JobStore

extension FrontPage {
    func writeJobs(to html: inout HTML) {
        guard let jobs else {
            html.markup(
                "<p>Jobs are shown to those who have a token; ask for <code>/v1/jobs</code> with "
            )
            html.markup("<code>Authorization: Bearer TOKEN</code>.</p>\n")
            return
        }
        if jobs.isEmpty {
            html.markup("<p>There is no job yet.</p>\n")
            return
        }
        html.markup("<div class=\"wide\"><table>\n<thead><tr><th>Job</th><th>State</th>")
        html.markup("<th>Images</th><th>Files</th><th>Posted</th></tr></thead>\n<tbody>\n")
        for job in jobs { write(job, to: &html) }
        html.markup("</tbody>\n</table></div>\n")
        if jobs.count == Self.jobCount {
            html.markup("<p>These are the newest; ")
            html.link(to: "/v1/jobs", "/v1/jobs")
            html.markup(" lists all.</p>\n")
        }
    }

    private func write(_ job: JobRecord, to html: inout HTML) {
        html.markup("<tr><td>")
        html.link(to: "/v1/jobs/\(job.id)", job.id)
        html.markup("</td><td class=\"")
        html.text(job.state.rawValue)
        html.markup("\">")
        html.text(state(of: job))
        html.markup("</td><td class=\"number\">")
        html.text(job.datasetImages.map { "\($0)" } ?? "")
        html.markup("</td><td>")
        if job.state == .succeeded {
            html.link(to: "/v1/jobs/\(job.id)/archive", "archive")
            html.markup(" ")
            html.link(to: "/v1/jobs/\(job.id)/manifest", "manifest")
        }
        let time = HTTPDate(milliseconds: job.createdAt).rfc3339
        html.markup("</td><td><time datetime=\"")
        html.text(time)
        html.markup("\">")
        html.text(time.map { $0 == "T" ? " " : $0 == "Z" ? "" : String($0) }.joined() + " UTC")
        html.markup("</time>")
        html.markup("</td></tr>\n")
    }

    /// The state, and how far a job is that runs.
    private func state(of job: JobRecord) -> String {
        guard job.state == .running, let phase = job.phase else { return job.state.rawValue }
        if phase != .rendering || job.progressTotal == 0 { return phase.rawValue }
        return "\(phase.rawValue), \(100 * job.progressDone / job.progressTotal) %"
    }

    /// Dark where the reader's system is, and as wide as the window.
    static let style: StaticString = """
        :root{--ink:#1b1f24;--soft:#57606a;--paper:#fff;--panel:#f3f5f7;--line:#d5dae0;\
        --link:#0b57a4;--good:#1a6b32;--bad:#b3261e;--busy:#8a5a00}
        @media(prefers-color-scheme:dark){:root{--ink:#e6e8eb;--soft:#a3abb5;--paper:#14171a;\
        --panel:#1f2429;--line:#363d45;--link:#7db8f5;--good:#6cc58a;--bad:#ff8a80;--busy:#e3b341}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--paper);color:var(--ink);\
        font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif}
        main,footer{max-width:62rem;margin:0 auto;padding:1.25rem}
        h1{margin:.5rem 0 0;font-size:2rem}
        h2{margin:2rem 0 .25rem;font-size:1.2rem}
        p{margin:.5rem 0;max-width:46rem}
        a{color:var(--link)}
        code,pre{font-family:ui-monospace,"DejaVu Sans Mono",Menlo,Consolas,monospace;\
        font-size:.9em}
        pre{margin:.25rem 0 .75rem;padding:.7rem .9rem;overflow-x:auto;background:var(--panel);\
        border:1px solid var(--line);border-radius:.4rem}
        .wide{overflow-x:auto}
        table{width:100%;border-collapse:collapse;font-size:.92rem}
        th,td{padding:.4rem .75rem .4rem 0;text-align:left;white-space:nowrap;\
        border-bottom:1px solid var(--line)}
        th{color:var(--soft);font-weight:600}
        td:first-child{font-family:ui-monospace,"DejaVu Sans Mono",Menlo,Consolas,monospace}
        .number{font-variant-numeric:tabular-nums}
        .succeeded{color:var(--good)}
        .failed{color:var(--bad)}
        .running,.cancelling{color:var(--busy)}
        .queued,.cancelled,.expired,footer{color:var(--soft)}
        footer{border-top:1px solid var(--line);font-size:.92rem}
        """
}
