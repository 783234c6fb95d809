// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

extension SettingTable {
    /// What finding out about the end of a former process may take.
    static let recoveryLimits: [Setting] = [
        .seconds(
            "trial-timeout",
            \.limits.trialTime,
            "An image that the process may have died of, tried alone; one that takes longer stays."
        )
    ]
}
