// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import JobStore

extension SettingTable {
    /// How long what is finished is kept.
    static let retentionLimits: [Setting] = [
        .lifetime(
            "keep-archives",
            \.limits.retention.archives,
            "How long an archive is kept after its job has finished; 0 or never for ever."
        ),
        .lifetime(
            "keep-datasets",
            \.limits.retention.datasets,
            "How long a dataset is kept after its last use; likewise."
        ),
        .lifetime(
            "keep-jobs",
            \.limits.retention.jobs,
            "How long a job is listed after it has finished; likewise."
        ),
        .lifetime(
            "keep-idempotency-keys",
            \.limits.retention.keys,
            "How long a POST can be sent again under its Idempotency-Key; likewise."
        ),
    ]
}
