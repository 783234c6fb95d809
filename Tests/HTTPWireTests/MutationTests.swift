// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import HTTPWire
import Testing
import WireFeeding

/// Messages broken at random, the same ones in every run.
///
/// Nothing may trap or consume more than there is (``Feeding`` checks each step), and what comes
/// of a message must not depend on how it was cut.
struct MutationTests {
    @Test(arguments: 0..<10)
    func headsDoNotDependOnCuts(round: Int) {
        var mutator = Mutator(seed: UInt64(round))
        let seeds = RequestHeadParserTests.sound + RequestHeadParserTests.broken
        var limits = HeadLimits()
        limits.fieldBytes = 64
        limits.fieldCount = 8
        for _ in 0..<400 {
            let bytes = mutator.mutate(seeds)
            let whole = parseHead(bytes, lengths: CollectionOfOne(bytes.count), limits: limits)
            let dripped = parseHead(bytes, lengths: 0...bytes.count, limits: limits)
            #expect(whole == dripped, "\(bytes)")
        }
    }

    @Test(arguments: 0..<10)
    func chunkedBodiesDoNotDependOnCuts(round: Int) {
        var mutator = Mutator(seed: UInt64(100 + round))
        let seeds = ChunkedDecoderTests.sound.map(\.text) + ChunkedDecoderTests.broken
        var limits = ChunkedLimits()
        limits.extensionBytes = 8
        limits.trailers.fieldBytes = 16
        for _ in 0..<400 {
            let bytes = mutator.mutate(seeds)
            let whole = decodeChunked(bytes, cuts: EmptyCollection(), limits: limits)
            let dripped = decodeChunked(bytes, cuts: bytes.indices, limits: limits)
            #expect(whole == dripped, "\(bytes)")
        }
    }

    @Test(arguments: 0..<10)
    func formsDoNotDependOnCuts(round: Int) {
        var mutator = Mutator(seed: UInt64(200 + round))
        let seeds = MultipartParserTests.sound.map(\.text) + MultipartParserTests.broken
        var limits = MultipartLimits()
        limits.partCount = 3
        limits.preambleBytes = 16
        limits.epilogueBytes = 16
        for _ in 0..<400 {
            let bytes = mutator.mutate(seeds)
            let whole = parseForm(bytes, boundary: "b", cuts: EmptyCollection(), limits: limits)
            let dripped = parseForm(bytes, boundary: "b", cuts: bytes.indices, limits: limits)
            #expect(whole == dripped, "\(bytes)")
        }
    }

    /// A mutation that only ever breaks messages would leave the sound paths untried.
    @Test func leavesSomeMessagesSound() {
        var mutator = Mutator(seed: 1)
        let outcomes = (0..<400).map { _ in
            let bytes = mutator.mutate(RequestHeadParserTests.sound)
            return parseHead(bytes, lengths: CollectionOfOne(bytes.count))
        }
        #expect(outcomes.contains { $0.head != nil })
        #expect(outcomes.contains { $0.violation != nil })
        #expect(outcomes.contains(.incomplete))
    }
}

/// Breaks messages, reproducibly.
private struct Mutator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// One of `seeds` with one to four random edits.
    mutating func mutate(_ seeds: [String]) -> [UInt8] {
        var bytes = Array(seeds[below(seeds.count)].utf8)
        for _ in 0...below(4) { edit(&bytes) }
        return bytes
    }

    private mutating func edit(_ bytes: inout [UInt8]) {
        let telling = Array("\r\n\0 \t:;,=-/%?#\"\\*0aF\u{7F}".utf8) + [0x80, 0xFF]
        let place = below(bytes.count + 1)
        let end = min(bytes.count, place + 1 + below(8))
        switch below(6) {
        case 0: bytes.insert(telling[below(telling.count)], at: place)
        case 1: bytes.insert(UInt8(below(256)), at: place)
        case 2: bytes.removeSubrange(place..<end)
        case 3: bytes.insert(contentsOf: bytes[place..<end], at: below(bytes.count + 1))
        case 4: bytes.insert(contentsOf: Array("\r\n".utf8), at: place)
        default:
            guard place < bytes.count else { return }
            bytes[place] ^= 1 << UInt8(below(8))
        }
    }

    private mutating func below(_ bound: Int) -> Int {
        // SplitMix64, whose every output is a bijection of the count of calls.
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        mixed ^= mixed >> 31
        return Int(mixed % UInt64(bound))
    }
}
