// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

package import Dataset
package import Imaging
package import Zip

/// The bounds on what a job may read and hold.
package struct PipelineLimits: Sendable {
    /// Bounds of the uploaded archive.
    package var zip = ZipLimits()
    /// Bounds of one image, told from its header before anything is decoded.
    package var image = ImageLimits()
    /// Bounds of what is planned.
    package var dataset = DatasetLimits()
    /// Bytes that files and pixels of sources at work may take, for each worker.
    ///
    /// Enough for colour photographs of ten megapixels, and less than the largest image that
    /// ``image`` allows: such a one is decoded while all others wait.
    package var decodingBytes = 64 << 20
    /// Bytes of finished entries that may wait for an earlier one to be written.
    ///
    /// A worker that takes long over one image leaves the others this much room to go on.
    package var waitingBytes = 8 << 20
    /// How often a job that has a journal notes how far it is.
    package var checkpoints = CheckpointLimits()

    package init() {}
}
