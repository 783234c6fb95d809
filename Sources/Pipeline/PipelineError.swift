// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

package import Dataset
package import POSIX
package import Zip

/// Why a dataset was not balanced.
package enum PipelineError: Error, Sendable, CustomStringConvertible {
    /// The upload is no archive that can be trusted.
    case archive(ZipError)
    /// What is in the archive is no dataset, or the options do not fit it.
    case dataset(DatasetError)
    /// What is left without the dropped images, at least one, is no dataset that can be split.
    case tooLittleLeft(DatasetError, dropped: [Dropped])
    /// With `bad_images=fail`: these, at least one.
    case badImages([Dropped])
    /// The machine failed: a full disk, a broken one.
    case storage(SystemError)
    /// The observer asked for the end.
    case stopped
    /// A promise of ours was broken; the sentence is for our log.
    case invariant(String)

    package var description: String {
        switch self {
        case .archive(let error): "\(error)"
        case .dataset(let error): error.detail
        case .tooLittleLeft(let error, let dropped):
            "\(error.detail) \(dropped.count) images were dropped"
        case .badImages(let dropped): "\(dropped.count) of the images cannot be used"
        case .storage(let error): "\(error)"
        case .stopped: "the job was stopped"
        case .invariant(let sentence): sentence
        }
    }
}

extension PipelineError {
    /// The same error, where a dataset is refused with warnings that may say why.
    func telling(_ warnings: [DatasetWarning]) -> PipelineError {
        switch self {
        case .dataset(let error): .dataset(error.telling(warnings))
        case .tooLittleLeft(let error, let dropped):
            .tooLittleLeft(error.telling(warnings), dropped: dropped)
        case .archive, .badImages, .storage, .stopped, .invariant: self
        }
    }
}
