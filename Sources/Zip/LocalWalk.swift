// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import POSIX

/// Visits the local headers in the order they have in the file and checks what lies between.
///
/// From the archive's first byte to its directory there must be entry after entry, each with its
/// header, its data and, where announced, its descriptor, and nothing else. Sorted by offset, one
/// comparison with the neighbour finds every overlap, so bombs that share data between
/// entries are refused in O(n log n) without inflating a byte.
struct LocalWalk {
    private let directory: [UInt8]
    private let headers: [CentralHeader]
    private let end: UInt64
    private let limits: ZipLimits
    private var window: FileWindow

    /// Prepares a walk.
    ///
    /// - Parameters:
    ///   - directory: the directory's bytes, which `headers` were parsed from.
    ///   - end: where the directory begins: the end of all entries.
    init(
        file: File,
        directory: [UInt8],
        headers: [CentralHeader],
        end: UInt64,
        limits: ZipLimits
    ) {
        self.directory = directory
        self.headers = headers
        self.end = end
        self.limits = limits
        // Small entries are read past; large ones are skipped, their headers read one by one.
        let spacing = end / UInt64(max(headers.count, 1))
        window = FileWindow(file: file, end: end, blockByteCount: spacing < 8192 ? 65_536 : 512)
    }

    /// Checks all and gives the entries in the directory's order.
    mutating func entries() throws(ZipError) -> ZipEntries {
        let inFileOrder = headers.indices.map { (headers[$0].localOffset, $0) }.sorted { $0 < $1 }
        var dataOffsets = [UInt64](repeating: 0, count: headers.count)
        var previous: CentralHeader?
        var previousEnd: UInt64 = 0
        for (offset, index) in inFileOrder {
            let header = headers[index]
            guard offset < end else {
                throw beyondEnd(directory.span.extracting(header.rawName))
            }
            try checkGap(after: previous, from: previousEnd, to: offset, before: header)
            dataOffsets[index] = try checkLocalHeader(of: header)
            previousEnd = dataOffsets[index] + header.compressedSize
            previous = header
        }
        try checkGap(after: previous, from: previousEnd, to: end, before: nil)
        let places = zip(headers, dataOffsets).map { EntryPlace($0, dataOffset: $1) }
        return ZipEntries(places, names: EntryNames(headers, in: directory))
    }

    /// Checks an entry's local header.
    ///
    /// - Returns: where the entry's data begins; header and data are in front of the directory.
    private mutating func checkLocalHeader(of header: CentralHeader) throws(ZipError) -> UInt64 {
        let directory = self.directory
        let rawName = directory.span.extracting(header.rawName)
        let offset = header.localOffset
        guard end - offset >= UInt64(LocalHeader.fixedByteCount) else {
            throw beyondEnd(rawName)
        }
        let fixed = try window.load(offset, count: LocalHeader.fixedByteCount)
        guard let local = LocalHeader(fixedPart: window.bytes.span.extracting(fixed)) else {
            throw ZipError(
                .localMismatch,
                entry: rawName,
                "There is no entry where the directory says that this one begins."
            )
        }
        guard end - offset >= UInt64(local.byteCount) else { throw beyondEnd(rawName) }
        let whole = try window.load(offset, count: local.byteCount)
        try local.check(
            window.bytes.span.extracting(whole),
            against: header,
            rawName: rawName,
            limits: limits
        )
        let dataOffset = offset + UInt64(local.byteCount)
        guard end - dataOffset >= header.compressedSize else { throw beyondEnd(rawName) }
        return dataOffset
    }

    /// Checks that between two entries there is the first one's descriptor, if any, and no more.
    ///
    /// - Parameters:
    ///   - first: the entry before the gap; nil at the archive's start.
    ///   - start: where the data of `first` ends.
    ///   - stop: where `second`, or with nil the directory, begins.
    private mutating func checkGap(
        after first: CentralHeader?,
        from start: UInt64,
        to stop: UInt64,
        before second: CentralHeader?
    ) throws(ZipError) {
        guard start <= stop else {
            throw overlap((second ?? first).map(\.rawName) ?? 0..<0)
        }
        guard let first, first.flags.contains(.descriptor) else {
            guard start == stop else {
                let named = (second ?? first).map(\.rawName) ?? 0..<0
                throw ZipError(
                    .unclaimedBytes,
                    entry: directory.span.extracting(named),
                    "\(stop - start) bytes before or after the entry belong to no entry."
                )
            }
            return
        }
        let isDescriptor: Bool
        if stop - start <= UInt64(DataDescriptor.maximumByteCount) {
            let range = try window.load(start, count: Int(stop - start))
            isDescriptor = DataDescriptor.matches(window.bytes.span.extracting(range), first)
        } else {
            isDescriptor = false
        }
        guard isDescriptor else {
            throw ZipError(
                .badDescriptor,
                entry: directory.span.extracting(first.rawName),
                "The entry's data is not followed by a data descriptor that repeats its sizes."
            )
        }
    }

    private func beyondEnd(_ rawName: Span<UInt8>) -> ZipError {
        ZipError(.overlap, entry: rawName, "The entry reaches into the directory or beyond it.")
    }

    private func overlap(_ rawName: Range<Int>) -> ZipError {
        ZipError(
            .overlap,
            entry: directory.span.extracting(rawName),
            "The entry shares bytes with another one, as in a zip bomb."
        )
    }
}
