// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Dataset
internal import Hashing
internal import Zip

// Numbers are little-endian; lists and texts begin with their length in 4 bytes.

extension JournalRecord {
    private enum Kind: UInt8 {
        case pass = 1
        case checkpoint, search
    }

    /// The record as bytes, without what frames it.
    var bytes: [UInt8] {
        var writer = RecordWriter()
        switch self {
        case .pass(let head):
            writer.number(Kind.pass.rawValue)
            writer.digest(head.basis)
            writer.digest(head.plan)
            writer.list(head.earlier) { $0.refusals($1) }
        case .checkpoint(let checkpoint):
            writer.number(Kind.checkpoint.rawValue)
            writer.number(UInt64(checkpoint.next))
            for mark in [checkpoint.mark.archive, checkpoint.mark.manifest] {
                writer.number(mark.bytes)
                writer.digest(mark.sha256)
            }
            writer.list(checkpoint.entries) { writer, entry in
                writer.number(entry.crc32)
                writer.number(entry.byteCount)
            }
            writer.list(checkpoint.sightings) { $0.sighting($1) }
        case .search(let step):
            writer.number(Kind.search.rawValue)
            writer.number(UInt64(step.next))
            writer.refusals(step.bad)
        }
        return writer.bytes
    }

    /// Reads a record back; nil where the bytes are none, or more than one.
    init?(_ bytes: [UInt8]) {
        var reader = RecordReader(bytes)
        guard let kind = reader.number(UInt8.self).flatMap(Kind.init(rawValue:)),
            let record = Self.read(kind, from: &reader), reader.isAtEnd
        else { return nil }
        self = record
    }

    private static func read(_ kind: Kind, from reader: inout RecordReader) -> JournalRecord? {
        switch kind {
        case .pass:
            guard let basis = reader.digest(), let plan = reader.digest(),
                let earlier = reader.list({ $0.refusals() })
            else { return nil }
            return .pass(PassHead(basis: basis, plan: plan, earlier: earlier))
        case .checkpoint:
            guard let next = reader.position(), let archive = reader.mark(),
                let manifest = reader.mark(), let entries = reader.list({ $0.entry() }),
                let sightings = reader.list({ $0.sighting() })
            else { return nil }
            return .checkpoint(
                Checkpoint(
                    next: next,
                    mark: ArchiveMark(archive: archive, manifest: manifest),
                    entries: entries,
                    sightings: sightings
                )
            )
        case .search:
            guard let next = reader.position(), let bad = reader.refusals() else { return nil }
            return .search(SearchStep(next: next, bad: bad))
        }
    }
}

extension RecordWriter {
    fileprivate mutating func refusals(_ refusals: [Int: Refusal]) {
        list(refusals.sorted { $0.key < $1.key }) { writer, refusal in
            writer.number(UInt32(refusal.key))
            writer.text(refusal.value.reason)
            writer.text(refusal.value.detail)
        }
    }

    fileprivate mutating func sighting(_ sighting: Sighting) {
        let observation = sighting.observation
        let traits = observation.traits
        number(UInt32(sighting.source))
        number(UInt32(traits.width))
        number(UInt32(traits.height))
        number(UInt8(traits.bitDepth))
        number(UInt8(traits.channels))
        text(traits.kind.rawValue)
        number(UInt8(observation.isBlended ? 1 : 0))
        optional(traits.brightness?.bitPattern)
        optional(traits.sharpness?.bitPattern)
        optional(observation.pixels?.high)
        optional(observation.pixels?.low)
        optional(observation.perceptual)
    }
}

extension RecordReader {
    /// A number that counts or names a place.
    fileprivate mutating func position() -> Int? {
        number(UInt64.self).flatMap { Int(exactly: $0) }
    }

    fileprivate mutating func mark() -> FileMark? {
        guard let bytes = number(UInt64.self), let sha256 = digest() else { return nil }
        return FileMark(bytes: bytes, sha256: sha256)
    }

    fileprivate mutating func entry() -> WrittenEntry? {
        guard let crc32 = number(UInt32.self), let byteCount = number(UInt64.self) else {
            return nil
        }
        return WrittenEntry(crc32: crc32, byteCount: byteCount)
    }

    fileprivate mutating func refusals() -> [Int: Refusal]? {
        let pairs = list { reader -> (Int, Refusal)? in
            guard let entry = reader.number(UInt32.self), let reason = reader.text(),
                let detail = reader.text()
            else { return nil }
            return (Int(entry), Refusal(reason: reason, detail: detail))
        }
        guard let pairs, zip(pairs, pairs.dropFirst()).allSatisfy({ $0.0 < $1.0 }) else {
            return nil
        }
        return Dictionary(uniqueKeysWithValues: pairs)
    }

    fileprivate mutating func sighting() -> Sighting? {
        guard let source = number(UInt32.self), let width = number(UInt32.self),
            let height = number(UInt32.self), let bitDepth = number(UInt8.self),
            let channels = number(UInt8.self), let kind = text().flatMap(ImageKind.init(rawValue:)),
            let blended = number(UInt8.self), let brightness = optional(),
            let sharpness = optional(),
            let high = optional(), let low = optional(), let perceptual = optional()
        else { return nil }
        // One form for each value: what the traits would round is none that was written.
        let isExact = [brightness, sharpness].allSatisfy { bits in
            bits.map { Double(Float(Double(bitPattern: $0))).bitPattern == $0 } ?? true
        }
        guard isExact, (1...UInt32(Int32.max)).contains(width),
            (1...UInt32(Int32.max)).contains(height),
            blended <= 1, (high == nil) == (low == nil)
        else { return nil }
        let traits = ImageTraits(
            width: Int(width),
            height: Int(height),
            bitDepth: Int(bitDepth),
            channels: Int(channels),
            kind: kind,
            brightness: brightness.map { Double(bitPattern: $0) },
            sharpness: sharpness.map { Double(bitPattern: $0) }
        )
        let observation = Observations.Observation(
            traits: traits,
            pixels: high.flatMap { high in low.map { PixelDigest(high: high, low: $0) } },
            perceptual: perceptual,
            isBlended: blended == 1
        )
        return Sighting(source: Int(source), observation: observation)
    }
}
