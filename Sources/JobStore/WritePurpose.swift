// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// What a write is for, which decides what a full disk means to it.
enum WritePurpose {
    /// More work, or news of work that goes on: on a full disk it has to fail.
    case takesOn
    /// An end of work, or of what takes up room: room is made for it, as nothing else frees any.
    case ends
}
