// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import HTTPServer
internal import HTTPTypes
internal import HTTPWire
internal import JSON
internal import JobStore

extension Response {
    /// One page of a listing.
    ///
    /// - Parameters:
    ///   - name: the member that the documents are in.
    ///   - link: where the next page is, if there is one.
    init(
        list name: String,
        _ documents: [some JSONWritable],
        next: PageToken?,
        link: String?
    ) {
        self.init(json: .ok) { writer in
            writer.object { writer in
                writer.member(name, documents)
                writer.member("next_page", next?.description)
            }
        }
        if let link { fields[.link] = "<\(link)>; rel=\"next\"" }
    }
}
