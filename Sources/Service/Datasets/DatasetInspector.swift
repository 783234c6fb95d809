// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

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

    /// Decodes every image and tells what the dataset is like.
    static func surveying(_ pipeline: Pipeline) -> DatasetInspector {
        DatasetInspector { file, shouldStop in
            let observer = PipelineObserver(shouldStop: shouldStop)
            return try pipeline.survey(file, observer: observer).json()
        }
    }
}
