// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Pipeline

extension SettingTable {
    /// How much of a job is done again after a crash.
    static let checkpointLimits: [Setting] = [
        .number(
            "checkpoint-bytes",
            \.limits.pipeline.checkpoints.bytes,
            in: 1...(1 << 40),
            unit: "bytes",
            "Bytes of an archive after which it is synchronised, at most twice a second."
        ),
        .number(
            "checkpoint-seconds",
            \.limits.pipeline.checkpoints.seconds,
            in: 0...86_400,
            unit: "seconds",
            "Time after which a job's progress is; a crash costs it no more. 0 notes every image."
        ),
    ]
}
