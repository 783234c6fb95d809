// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// A JPEG (ITU-T T.81) of flat blocks: of each 8 × 8 samples only the mean is coded, so that what a
/// right decoder must give is known to the level, whatever the sampling.
struct JPEGFile {
    var width: Int
    var height: Int
    var components: [Component]
    /// Each coefficient's bits in scans of their own, as progressive files have them.
    var isProgressive = false
    /// Units between restart markers; 0 for none.
    var restartInterval = 0
    /// The transform that an Adobe segment names; nil for no such segment.
    var adobeTransform: Int?
    /// Segments behind the first marker.
    var segments: [(marker: UInt8, data: [UInt8])] = []

    struct Component {
        /// Samples across and down for each unit; the largest of all components is full resolution.
        var across = 1
        var down = 1
        /// The level, 0 to 255, of the block in a column and a row of this component's blocks.
        var level: @Sendable (Int, Int) -> Int
    }

    /// Quantisers of 1, so that a block's coefficient is eight times its distance from 128.
    var bytes: [UInt8] {
        var file: [UInt8] = [0xFF, 0xD8]
        for (marker, data) in segments { file += Self.segment(marker, data) }
        if let adobeTransform {
            let body = Array("Adobe".utf8) + [0, 100, 0, 0, 0, 0, UInt8(adobeTransform)]
            file += Self.segment(0xEE, body)
        }
        file += Self.segment(0xDB, [0] + [UInt8](repeating: 1, count: 64))
        file += Self.segment(0xC4, [0x00, 0, 0, 0, 12] + Self.zeros(12) + (0..<12))
        // The only symbol of the other coefficients: the block ends here.
        file += Self.segment(0xC4, [0x10, 1] + Self.zeros(15) + [0])
        file += Self.segment(isProgressive ? 0xC2 : 0xC0, frame)
        if restartInterval > 0 { file += Self.segment(0xDD, bigEndian(restartInterval, 2)) }
        file += scan(Array(components.indices), isProgressive ? 0...0 : 0...63)
        if isProgressive {
            for index in components.indices { file += scan([index], 1...63) }
        }
        return file + [0xFF, 0xD9]
    }

    private var mostAcross: Int { components.map(\.across).max() ?? 1 }
    private var mostDown: Int { components.map(\.down).max() ?? 1 }

    private var frame: [UInt8] {
        var body: [UInt8] = [8] + bigEndian(height, 2) + bigEndian(width, 2)
        body.append(UInt8(components.count))
        for (index, component) in components.enumerated() {
            body += [UInt8(index + 1), UInt8(component.across * 16 + component.down), 0]
        }
        return body
    }

    private func scan(_ picked: [Int], _ coefficients: ClosedRange<Int>) -> [UInt8] {
        var header = [UInt8(picked.count)]
        for index in picked { header += [UInt8(index + 1), 0] }
        header += [UInt8(coefficients.lowerBound), UInt8(coefficients.upperBound), 0]
        var writer = BitWriter()
        var before = [Int](repeating: 128, count: components.count)
        for (number, unit) in units(picked).enumerated() {
            if restartInterval > 0, number > 0, number % restartInterval == 0 {
                writer.restart(number / restartInterval - 1)
                before = before.map { _ in 128 }
            }
            for block in unit {
                if coefficients.lowerBound == 0 {
                    let level = components[block.component].level(block.x, block.y)
                    writer.difference(8 * (level - before[block.component]))
                    before[block.component] = level
                }
                if coefficients.upperBound > 0 { writer.bits(0, 1) }
            }
        }
        return Self.segment(0xDA, header) + writer.finished
    }

    /// The blocks of each unit: those of all components that cover the same pixels, or, where a
    /// scan has one component alone, one block (A.2).
    private func units(_ picked: [Int]) -> [[(component: Int, x: Int, y: Int)]] {
        guard picked.count > 1 else {
            let component = components[picked[0]]
            let wide = (width * component.across + mostAcross - 1) / mostAcross
            let high = (height * component.down + mostDown - 1) / mostDown
            return (0..<(high + 7) / 8).flatMap { y in
                (0..<(wide + 7) / 8).map { x in [(picked[0], x, y)] }
            }
        }
        let (wide, high) = (8 * mostAcross, 8 * mostDown)
        return (0..<(height + high - 1) / high).flatMap { row in
            (0..<(width + wide - 1) / wide).map { column in
                picked.flatMap { index in
                    let component = components[index]
                    return (0..<component.across * component.down).map { block in
                        (
                            index, column * component.across + block % component.across,
                            row * component.down + block / component.across
                        )
                    }
                }
            }
        }
    }

    static func segment(_ marker: UInt8, _ data: [UInt8]) -> [UInt8] {
        [0xFF, marker] + bigEndian(data.count + 2, 2) + data
    }

    private static func zeros(_ count: Int) -> [UInt8] { [UInt8](repeating: 0, count: count) }
}

/// The bits of a scan, most significant first, with a zero behind each byte of ones.
private struct BitWriter {
    private(set) var bytes: [UInt8] = []
    private var pending = 0
    private var count = 0

    mutating func bits(_ value: Int, _ width: Int) {
        for bit in (0..<width).reversed() {
            pending = pending << 1 | value >> bit & 1
            count += 1
            if count == 8 { flush() }
        }
    }

    /// A difference (F.1.2.1): four bits that say how many more follow, and those.
    mutating func difference(_ value: Int) {
        let width = Int.bitWidth - abs(value).leadingZeroBitCount
        bits(width, 4)
        bits(value < 0 ? value + (1 << width) - 1 : value, width)
    }

    mutating func restart(_ number: Int) {
        while count > 0 { bits(1, 1) }
        bytes += [0xFF, 0xD0 + UInt8(number % 8)]
    }

    var finished: [UInt8] {
        var copy = self
        while copy.count > 0 { copy.bits(1, 1) }
        return copy.bytes
    }

    private mutating func flush() {
        bytes.append(UInt8(pending))
        if pending == 0xFF { bytes.append(0) }
        (pending, count) = (0, 0)
    }
}
