// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// What a JPEG's frame header says of the blocks that its scans must hold (ITU-T T.81, A.1, A.2).
struct JPEGFrame {
    let isProgressive: Bool
    private(set) var components: [Component] = []
    private let width: Int
    private let height: Int
    /// What the scans so far cost a decoder; see ``add(_:)``.
    private var cost = 0
    private var scans = 0
    private var mostAcross: Int { components.reduce(1) { max($0, $1.across) } }
    private var mostDown: Int { components.reduce(1) { max($0, $1.down) } }

    private static let mostScans = 500
    private static let visitCost = 16
    /// For each block of the frame; libjpeg's own scans cost 300.
    private static let mostCost = 768
    /// What a small image may cost all the same: less than a tenth of a second.
    private static let usualCost = 64 << 20

    struct Component {
        let id: Int
        /// Blocks of an MCU side by side, 1 … 4.
        let across: Int
        /// Blocks of an MCU one above the other, 1 … 4.
        let down: Int
        /// The number of its quantisation table.
        let table: Int
        /// For each coefficient of a progressive image how many of its low bits are still to
        /// come, -1 before its first scan.
        var missingBits = [Int8](repeating: -1, count: 64)
        /// Whether a scan has brought its mean values.
        var isBegun = false
    }

    /// - Parameters:
    ///   - header: what was read from the same segment.
    ///   - body: the segment behind its length field.
    init(_ header: ImageHeader, _ body: Span<UInt8>) throws(ImagingError) {
        isProgressive = header.isProgressive
        width = header.width
        height = header.height
        guard body.count == 6 + 3 * header.channels else {
            throw corruptJPEG("a frame header of a wrong length")
        }
        for index in 0..<header.channels {
            let offset = 6 + 3 * index
            guard let id = body.byte(at: offset), let factors = body.byte(at: offset + 1),
                let table = body.byte(at: offset + 2), (1...4).contains(factors >> 4),
                (1...4).contains(factors & 15), table < 4
            else { throw corruptJPEG("a bad component") }
            components.append(
                Component(id: id, across: factors >> 4, down: factors & 15, table: table)
            )
        }
    }

    /// The position of a component.
    func index(of id: Int) -> Int? { components.firstIndex { $0.id == id } }

    /// The MCUs of a scan, and the blocks in all of them.
    ///
    /// A component alone has only the blocks that its samples need; several have whole MCUs.
    func units(of scan: [Int]) -> (units: Int, blocks: Int) {
        func parts(_ length: Int, _ size: Int) -> Int { (length + size - 1) / size }
        if scan.count == 1 {
            let only = components[scan[0]]
            let columns = parts(parts(width * only.across, mostAcross), 8)
            let rows = parts(parts(height * only.down, mostDown), 8)
            return (columns * rows, columns * rows)
        }
        let units = parts(width, 8 * mostAcross) * parts(height, 8 * mostDown)
        return (units, scan.reduce(0) { $0 + components[$1].across * components[$1].down } * units)
    }

    /// Takes note of a scan.
    ///
    /// A scan costs a visit for each of its blocks and a look at each coefficient that it may
    /// bring, and takes next to no data for it: files of a few kilobytes kept a decoder busy for
    /// ten seconds. The decoder is held to the same numbers (`jpeg.cpp`).
    ///
    /// - Throws: `corrupt` where it does not go on where the ones before it have stopped (G.1.1.1),
    ///   and where all scans cost more than several times those that encoders write.
    mutating func add(_ scan: JPEGScan) throws(ImagingError) {
        let blocks = scan.components.reduce(0) { $0 + components[$1].across * components[$1].down }
        guard scan.components.count == 1 || blocks <= 10 else {
            throw corruptJPEG("more than ten blocks in a unit")
        }
        scans += 1
        cost += units(of: scan.components).blocks * (Self.visitCost + scan.last - scan.first + 1)
        let whole = components.indices.reduce(0) { $0 + units(of: [$1]).blocks }
        guard scans <= Self.mostScans, cost <= max(Self.usualCost, Self.mostCost * whole) else {
            throw corruptJPEG("more scans than an image of its size needs")
        }
        for index in scan.components {
            if isProgressive {
                guard scan.isOfMeans || components[index].isBegun else {
                    throw corruptJPEG("details before their means")
                }
                for coefficient in scan.first...scan.last {
                    let missing = components[index].missingBits[coefficient]
                    guard scan.missingBefore == max(0, missing) else {
                        throw corruptJPEG("scans out of order")
                    }
                    components[index].missingBits[coefficient] = Int8(scan.missingAfter)
                }
            }
            if scan.isOfMeans { components[index].isBegun = true }
        }
    }
}

/// The header of a scan (B.2.3): which coefficients of which components it brings.
struct JPEGScan {
    /// Positions in the frame.
    private(set) var components: [Int] = []
    /// The coefficients, 0 … 63.
    let first: Int
    let last: Int
    /// Low bits that were missing before it, 0 in a first scan, and that are missing after it.
    let missingBefore: Int
    let missingAfter: Int

    /// Whether it brings the blocks' mean values.
    var isOfMeans: Bool { first == 0 }

    /// - Parameter body: the segment behind its length field.
    init(_ body: Span<UInt8>, of frame: JPEGFrame) throws(ImagingError) {
        guard let count = body.byte(at: 0), (1...4).contains(count), body.count == 4 + 2 * count,
            let first = body.byte(at: 1 + 2 * count), let last = body.byte(at: 2 + 2 * count),
            let bits = body.byte(at: 3 + 2 * count)
        else { throw corruptJPEG("a bad scan header") }
        (self.first, self.last) = (first, last)
        (missingBefore, missingAfter) = (bits >> 4, bits & 15)
        for index in 0..<count {
            guard let component = frame.index(of: body.byte(at: 1 + 2 * index) ?? -1),
                !components.contains(component)
            else { throw corruptJPEG("a scan of a component that it has not") }
            components.append(component)
        }
        let isWhole = first == 0 && last == 63 && bits == 0
        let isPart =
            first <= last && last < 64 && (first == 0 ? last == 0 : count == 1)
            && missingAfter < 14 && (missingBefore == 0 || missingBefore == missingAfter + 1)
        guard frame.isProgressive ? isPart : isWhole else {
            throw corruptJPEG("a bad scan header")
        }
    }

    /// The least number of bytes that its blocks take: a code has a bit or more.
    ///
    /// A block of a sequential image has two codes at least, the mean and the end; scans of
    /// details may pass over thousands of blocks with one.
    func leastBytes(blocks: Int, isProgressive: Bool) -> Int {
        if !isProgressive { return (2 * blocks + 7) / 8 }
        return isOfMeans ? (blocks + 7) / 8 : 1
    }
}

/// A JPEG that contradicts its format: it has `fault`.
func corruptJPEG(_ fault: String) -> ImagingError {
    ImagingError(.corrupt, "the JPEG has \(fault)")
}
