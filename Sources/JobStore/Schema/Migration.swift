// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// One numbered step of the schema.
///
/// A step that has been released is never edited: a change is a further step.
struct Migration: Sendable {
    /// The file's `user_version` after the step.
    let version: Int
    /// Statements that run in one transaction.
    let script: String

    /// All steps, numbered from 1 without a gap.
    static let all: [Migration] = [
        .jobs, .datasets, .tenants, .estimates, .culprits, .lifetimes,
    ]
}
