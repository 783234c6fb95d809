// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// The width and height of an image in pixels.
package struct PixelSize: Sendable, Hashable {
    /// Columns.
    package var width: Int
    /// Rows.
    package var height: Int

    /// A size of so many columns and rows.
    package init(width: Int, height: Int) {
        self.width = width
        self.height = height
    }
}
