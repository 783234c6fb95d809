// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

extension Migration {
    /// Jobs say how large their archives may become, so that a start knows what room is promised.
    static let estimates = Migration(
        version: 4,
        script: """
            ALTER TABLE jobs ADD COLUMN estimated_bytes INTEGER NOT NULL DEFAULT 0
                CHECK (estimated_bytes >= 0);
            """
    )
}
