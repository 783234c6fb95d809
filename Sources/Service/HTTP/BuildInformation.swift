// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Hashing
internal import Imaging
internal import JSON
internal import JobStore
internal import POSIX
internal import Pipeline
internal import Zip

/// What the program was built of: for `/version`, for `equipoise version` and for metrics.
package struct BuildInformation: Sendable {
    /// The program's own version.
    package let version: String
    /// The commit of the sources; nil where it was not known when the program was built.
    package let commit: String?
    /// The version of Swift's standard library that runs.
    package let swift: String
    /// The libraries by name, and their versions.
    package let libraries: [(name: String, version: String)]

    /// Asks every library; those that cannot be asked are told as their headers have them.
    package static let current = BuildInformation(
        version: Version.current,
        commit: SourceCommit.name,
        swift: "\(_SwiftStdlibVersion.current)",
        libraries: [
            ("jansson", JSONLibrary.version),
            ("libdeflate", ZipLibrary.version),
            ("libjpeg-turbo", ImagingLibraries.jpegTurbo),
            ("opencv", ImagingLibraries.openCV),
            ("openssl", HashingLibrary.version),
            ("sqlite", StoreLibrary.version),
        ]
    )

    /// The same as labels of a metric, whose names have no hyphen.
    var labels: Exposition.Labels {
        [("version", version), ("commit", commit ?? ""), ("swift", swift)]
            + libraries.map { library in
                (library.name.map { $0 == "-" ? "_" : String($0) }.joined(), library.version)
            }
    }

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("name", "equipoise")
            writer.member("version", version)
            writer.member("commit", commit)
            writer.member("swift", swift)
            writer.object("libraries") { writer in
                for (name, version) in libraries { writer.member(name, version) }
            }
        }
    }
}
