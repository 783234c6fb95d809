// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// What a running job is busy with.
package enum JobPhase: String, Sendable, CaseIterable {
    /// Reads the upload's directory and the heads of its images.
    case inspecting
    /// Decides what is kept, dropped and made.
    case planning
    /// Decodes, augments and encodes images.
    case rendering
    /// Finishes the archive.
    case packing
}
