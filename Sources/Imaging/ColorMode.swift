// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// What becomes of an image's colours when it is decoded.
package enum ColorMode: String, Sendable, Hashable, CaseIterable {
    /// Grey stays one channel and colour three.
    case keep
    /// One channel, by the luma weights of Rec. 601; a JPEG's own luma as it is stored.
    case gray
    /// Three channels; grey is repeated in each.
    case rgb
}
