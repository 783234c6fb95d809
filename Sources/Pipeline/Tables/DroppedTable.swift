// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Dataset

/// `dropped.csv`: what is in the upload and not in the archive, and why.
enum DroppedTable {
    static func bytes(_ dropped: [Dropped]) -> [UInt8] {
        var csv = CSVWriter()
        csv.row(["file", "reason", "detail"])
        for image in dropped { csv.row([image.file, image.reason, image.detail]) }
        return csv.take()
    }
}
