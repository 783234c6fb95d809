// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Dataset
internal import JSON
internal import POSIX
internal import Pipeline

/// Looks at a dataset for its own sake, before any job has asked.
struct DatasetInspector: Sendable {
    /// Gives what it finds, a JSON object.
    ///
    /// - Throws: `PipelineError.stopped` once it is told to stop, or why the dataset is none.
    let inspect:
        @Sendable (_ file: File, _ shouldStop: @escaping @Sendable () -> Bool) throws ->
            String

    /// Plans a job with the default options and tells what its planner would.
    static func planning(_ pipeline: Pipeline) -> DatasetInspector {
        DatasetInspector { file, shouldStop in
            if shouldStop() { throw PipelineError.stopped }
            let summary = try pipeline.inspect(file, Options()).summary
            var writer = JSONWriter()
            writer.object { writer in
                writer.member("images", summary.images)
                writer.member("ignored", summary.ignored)
                writer.member("layout", summary.layout)
                summary.writeMembers(to: &writer)
            }
            return String(decoding: writer.take(), as: UTF8.self)
        }
    }
}
