// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// One step of a pass: steps come in the plan's order, so one number says which have been made.
///
/// There is one for each row of the plan, with its image, and then one for each source that is only
/// looked at. What a source was seen to be comes with its last step, so a checkpoint between two
/// steps knows of a source whose images are all there, and of no other.
struct PassStep: Sendable {
    /// Counted from 0.
    let number: Int
    /// Nil for a source that is only looked at.
    let image: RenderedImage?
    /// Nil before the last step of a source.
    let sighting: Sighting?

    /// Bytes of memory that it takes while it waits, with its place in a table.
    var cost: Int {
        4 * MemoryLayout<PassStep>.stride + (image?.content.heldBytes ?? 0)
    }
}
