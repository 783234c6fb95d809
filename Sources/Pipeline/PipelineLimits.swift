// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

package import Dataset
package import Imaging
internal import POSIX
package import Zip

/// The bounds on what a job may read and hold.
package struct PipelineLimits: Sendable {
    /// Bounds of the uploaded archive.
    package var zip = ZipLimits()
    /// Bounds of one image, told from its header before anything is decoded.
    package var image = ImageLimits()
    /// Bounds of what is planned.
    package var dataset = DatasetLimits()
    /// Bytes that files and pixels of sources at work may take, of all jobs, plans and inspections
    /// on all workers.
    ///
    /// Most of it is for one image, the oldest that is not done; one that takes more than that is
    /// left out. ``besideBytes`` of it are for all that are at work beside it.
    package var decodingBytes = 272 << 20 {
        didSet { divide() }
    }
    /// Bytes of ``decodingBytes`` that images beside the oldest may take.
    package var besideBytes = 0
    /// Bytes of finished entries that may wait for an earlier one to be written.
    ///
    /// A worker that takes long over one image leaves the others this much room to go on.
    package var waitingBytes = 8 << 20
    /// How often a job that has a journal notes how far it is.
    package var checkpoints = CheckpointLimits()

    /// The documented limits.
    package init() {
        divide()
    }

    private mutating func divide() {
        besideBytes = decodingBytes / 8
        image.workingBytes = decodingBytes - besideBytes
    }

    /// What one pass over sources may hold of the memory that all work shares.
    func newBudget(from memory: MemoryPool) -> ByteBudget {
        ByteBudget(bytes: besideBytes, from: memory)
    }
}
