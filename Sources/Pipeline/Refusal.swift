// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Dataset
internal import Imaging
internal import Zip

/// Why one image is not taken; the job goes on without it.
struct Refusal: Error, Sendable, Hashable {
    let reason: String
    let detail: String

    init(reason: String, detail: String) {
        (self.reason, self.detail) = (reason, detail)
    }

    /// Why an image is not taken that was dropped before.
    init(_ dropped: Dropped) {
        self.init(reason: dropped.reason, detail: dropped.detail)
    }

    static let unknownFormat = Refusal(
        reason: ImagingError.Code.unknownFormat.rawValue,
        detail: "The first bytes are no signature of JPEG, PNG, BMP, WebP or TIFF."
    )

    /// Calls `body` and turns errors that are about the image into refusals.
    ///
    /// - Throws: `Refusal`; or `PipelineError`, when it is the machine that failed.
    static func catching<Result: ~Copyable>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as ZipError {
            switch error.code {
            case .badData, .sizeMismatch, .crcMismatch:
                throw Refusal(reason: error.code.rawValue, detail: error.detail)
            default:
                throw PipelineError.archive(error)
            }
        } catch let error as ImagingError {
            if error.code == .outOfMemory {
                throw PipelineError.invariant("no memory for pixels: \(error.detail)")
            }
            throw Refusal(reason: error.code.rawValue, detail: error.detail)
        }
    }

    func dropped(_ file: String) -> Dropped {
        Dropped(file: file, reason: reason, detail: detail)
    }
}
