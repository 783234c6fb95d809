// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Logging
internal import POSIX

/// Bytes of the disk that are held to be given up when it is full.
///
/// With a write-ahead log SQLite needs room even for a DELETE, so that on a disk without a free
/// byte nothing could be removed or brought to its end any more. The ballast makes that room, for
/// such writes alone, and in slices: whoever fills the disk takes the rest of each. It is taken
/// again as a whole when the disk has room.
final class Ballast: Sendable {
    /// The file's name in the data folder.
    static let name = "ballast"

    private static let slices: UInt64 = 8

    /// What the ballast is to be; 0 for none.
    let bytes: UInt64
    private let blobs: Blobs
    private let logger: Logger
    private let file: Locked<File?>
    private let held: Locked<UInt64>

    /// Finds what a former process held, and takes nothing yet.
    init(in blobs: Blobs, bytes: UInt64, logger: Logger) {
        self.blobs = blobs
        self.bytes = bytes
        self.logger = logger
        let path = blobs.root.path(of: Self.name)
        // A disk that is too full for one more name has no ballast; that keeps nobody from serving.
        let file = bytes > 0 ? try? File(updating: path) : nil
        let size = (try? file?.descriptor.size()) ?? 0
        self.file = Locked(file)
        held = Locked(size)
        if bytes == 0 { try? blobs.root.remove(Self.name) }
    }

    /// The bytes that there are to give up.
    var heldBytes: UInt64 { held.withLock { $0 } }

    /// Takes the room, if that is not done and the disk has it; waits for the disk.
    ///
    /// - Returns: false when the disk has not.
    @discardableResult
    func hold() -> Bool {
        held.withLock { held in
            if held >= bytes { return true }
            guard let file = open() else { return false }
            do throws(SystemError) {
                try file.descriptor.allocate(bytes)
                held = bytes
                return true
            } catch {
                // What there is of the attempt would be missing where it is needed most.
                try? file.descriptor.truncate(to: held)
                return false
            }
        }
    }

    /// Makes room on a full disk for a write that ends work; it may be called on the store's queue.
    ///
    /// Files that were removed may still be about to give back their bytes; that is waited for, and
    /// may be enough.
    ///
    /// - Returns: whether there may be more room than before.
    func relieve() -> Bool {
        let before = (try? blobs.root.freeBytes()) ?? 0
        blobs.finishRemovals()
        let after = (try? blobs.root.freeBytes()) ?? 0
        if after >= before + 1 << 20 { return true }
        // They may have gone before this looked: what there is now is worth another try.
        return giveUp() || after > 0
    }

    private func giveUp() -> Bool {
        held.withLock { held in
            guard held > 0, let file = open() else { return false }
            let left = held - min(held, max(1, bytes / Self.slices))
            do throws(SystemError) {
                try file.descriptor.truncate(to: left)
            } catch {
                return false
            }
            logger.warning(
                "ballast given up",
                metadata: ["bytes": "\(held - left)", "left": "\(left)"]
            )
            held = left
            return true
        }
    }

    private func open() -> File? {
        file.withLock { file in
            if file == nil { file = try? File(updating: blobs.root.path(of: Self.name)) }
            return file
        }
    }
}
