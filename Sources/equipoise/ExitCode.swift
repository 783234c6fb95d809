// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// How the program ends.
enum ExitCode: Int32 {
    case done = 0
    case failed = 1
    /// A wrong command, flag or option.
    case usage = 2
    /// The dataset was refused.
    case refused = 3
}
