// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// The sizes and times that the store keeps to.
package struct JobStoreLimits: Hashable, Sendable {
    /// How long to wait for another process to let the file go; 5,000 unless told otherwise.
    package var busyTimeoutMilliseconds: Int32 = 5_000

    /// The bytes to which the write-ahead log is cut after a checkpoint; 64 MiB unless told
    /// otherwise.
    package var journalByteCount: Int64 = 64 << 20

    /// The most jobs on one page of a listing; 100 unless told otherwise.
    package var pageCount = 100

    /// How long what is finished is kept; for ever unless told otherwise.
    package var retention = RetentionLimits()

    package init() {}
}
