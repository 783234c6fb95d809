// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Dataset
internal import Imaging
package import POSIX
internal import Zip

/// A synthetic dataset as a zip, drawn by all workers and written in order.
package enum SampleArchive {
    /// The quality of the pictures, which are JPEG files.
    private static let quality = 90

    /// Writes the archive into an empty file.
    ///
    /// - Parameter progress: called after each picture with how many are done.
    /// - Throws: `SystemError` of the file; `PipelineError` without memory.
    package static func write(
        _ plan: SamplePlan,
        to file: File,
        pool: WorkerPool,
        progress: @escaping @Sendable (Int) -> Void = { _ in }
    ) throws {
        let images = plan.images
        let writer = Locked(ZipWriter(file: file))
        let done = Locked(0)
        let window = OrderedWindow<(name: String, bytes: [UInt8])>(budget: 64 << 20) { entry in
            try writer.withLock { try $0.append(name: entry.name, bytes: entry.bytes) }
            let count = done.withLock { done in
                done += 1
                return done
            }
            progress(count)
        }
        try pool.forEach(images.count, context: { try Refusal.catching { try Codec() } }) {
            codec,
            item in
            let image = images[item]
            do {
                let bytes = try encode(image.phantom, size: plan.size, with: codec)
                let name = "sample/\(image.className)/\(image.stem).jpeg"
                try window.submit(item, (name, bytes), cost: bytes.count)
            } catch {
                window.close(error)
                throw error
            }
        }
        _ = try writer.withLock { try $0.finish() }
    }

    private static func encode(
        _ phantom: Phantom,
        size: Int,
        with codec: Codec
    ) throws -> [UInt8] {
        try Refusal.catching {
            let pixels = try Image(
                width: size,
                height: size,
                channels: 1,
                bitDepth: 8,
                samples: phantom.draw().span
            )
            return try codec.encode(pixels, as: .jpeg(quality: quality))
        }
    }
}
