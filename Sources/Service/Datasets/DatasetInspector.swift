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
    /// The images to leave out are told by the position of the zip's entry; the observer is asked
    /// whether to stop, and for places of workers.
    ///
    /// - Throws: `PipelineError.stopped` once it is told to stop, or why the dataset is none.
    let inspect:
        @Sendable (
            _ file: File,
            _ excluded: [Int: Dropped],
            _ observer: PipelineObserver
        ) throws -> String

    /// Decodes every image and tells what the dataset is like.
    static func surveying(_ pipeline: Pipeline) -> DatasetInspector {
        DatasetInspector { file, excluded, observer in
            try pipeline.survey(file, leavingOut: excluded, observer: observer).json()
        }
    }
}
