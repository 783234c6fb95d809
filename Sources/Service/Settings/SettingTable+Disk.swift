// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

extension SettingTable {
    /// What happens while the disk fills.
    static let diskLimits: [Setting] = [
        .number(
            "stop-free-bytes",
            \.limits.stopDiskBytes,
            in: 0...(1 << 50),
            unit: "bytes",
            "Disk space below which no job begins; not above --min-free-bytes, to which the "
                + "default gives way."
        ),
        .number(
            "ballast-bytes",
            \.limits.ballastBytes,
            in: 0...(1 << 40),
            unit: "bytes",
            "A file that is given up on a full disk, so that jobs can still be ended and removed; "
                + "0 for none."
        ),
    ]
}

extension Configuration {
    /// Refuses floors that are the wrong way round.
    ///
    /// - Throws: ``SettingError``.
    func checkDisk() throws(SettingError) {
        let standard = ServiceLimits().stopDiskBytes
        let given = limits.stopDiskBytes
        if given <= limits.freeDiskBytes || given == standard { return }
        throw SettingError(
            source: "--stop-free-bytes",
            value: "\(given)",
            accepted: "at most --min-free-bytes, which is \(limits.freeDiskBytes)"
        )
    }
}
