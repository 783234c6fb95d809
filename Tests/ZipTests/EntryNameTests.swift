// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing
import Zip

struct EntryNameTests {
    static let refused: [(name: [UInt8], code: ZipError.Code)] =
        [
            "", "/", "/etc/passwd", "//server/share", "..", "../cat.png", "a/../../b", "a/..",
            "a/../", ".", "a/.", "a/./b", "././a", "./../a", ".//a", "a//b", "a//", "C:/cat.png",
            "c:cat.png", "C:", "a\\b", "..\\cat.png", "\\\\server\\share", "a\u{0}.png", "a\nb",
            "a\u{1B}[2J", "a\u{7F}", "a\u{85}b", "a\u{9B}1m",
        ].map { (Array($0.utf8), .unsafeName) } + [
            (Array(repeatElement("a", count: 17).joined(separator: "/").utf8), .nameTooDeep),
            ([UInt8](repeating: 0x61, count: 1025), .nameTooLong),
            // 600 bytes of CP437, each two or three of UTF-8.
            ([UInt8](repeating: 0xE1, count: 600), .nameTooLong),
        ]

    @Test(arguments: refused)
    func refusesUnsafeNames(_ name: [UInt8], _ code: ZipError.Code) throws {
        #expect(try refusal(ZipBuilder([ZipBuilder.Entry(name: name)]).bytes())?.code == code)
        let marked = ZipBuilder.Entry(name: name).with { $0.flags = 1 << 11 }
        let markedError = try refusal(ZipBuilder([marked]).bytes())
        #expect(markedError?.code == code || markedError?.code == .unsafeName)
        let behindUnicodePath = ZipBuilder.Entry("cat.png").with {
            $0.extra = ZipBuilder.unicodePath(String(decoding: name, as: UTF8.self), for: $0.name)
        }
        #expect(try refusal(ZipBuilder([behindUnicodePath]).bytes())?.code == code)
    }

    static let accepted: [(raw: [UInt8], isMarked: Bool, name: String)] = [
        (Array("cats/1.png".utf8), false, "cats/1.png"),
        (Array("cats/".utf8), false, "cats/"),
        (Array("..cats/...png/1..png".utf8), false, "..cats/...png/1..png"),
        (Array("12:30/1:2.png".utf8), false, "12:30/1:2.png"),
        (Array("çats/日本.png".utf8), true, "çats/日本.png"),
        (Array("çats/日本.png".utf8), false, "çats/日本.png"),
        ([0x87, 0x61, 0x74, 0x73, 0x2F, 0xE1, 0xFF, 0x2E], false, "çats/ß\u{A0}."),
        (Array("./cats/1.png".utf8), false, "cats/1.png"),
        (Array("./".utf8), false, "./"),
        (
            Array(repeatElement("a", count: 16).joined(separator: "/").utf8), false,
            repeatElement("a", count: 16).joined(separator: "/")
        ),
        ([UInt8](repeating: 0x61, count: 1024), false, String(repeating: "a", count: 1024)),
    ]

    @Test(arguments: accepted)
    func decodesNames(_ raw: [UInt8], _ isMarked: Bool, _ name: String) throws {
        let entry = ZipBuilder.Entry(name: raw).with { $0.flags = isMarked ? 1 << 11 : 0 }
        let read = try #require(try open(ZipBuilder([entry]).bytes()).entries.first)
        #expect(Array(read.name.utf8) == Array(name.utf8))
        #expect(read.isDirectory == name.hasSuffix("/"))
        #expect(read.rawName == (raw == Array(name.utf8) ? nil : raw))
    }

    @Test func refusesMarkedNamesThatAreNotUTF8() throws {
        for raw: [UInt8] in [[0xE9], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0x61, 0xE2, 0x82]] {
            let entry = ZipBuilder.Entry(name: raw).with { $0.flags = 1 << 11 }
            #expect(try refusal(ZipBuilder([entry]).bytes())?.code == .unsafeName)
        }
    }

    @Test func takesAUnicodePathMadeForTheName() throws {
        let raw: [UInt8] = [0x63, 0x3F, 0x74]
        let entry = ZipBuilder.Entry(name: raw).with {
            $0.extra = ZipBuilder.unicodePath("cät", for: raw)
        }
        let read = try #require(try open(ZipBuilder([entry]).bytes()).entries.first)
        #expect(read.name == "cät")
        #expect(read.rawName == raw)
    }

    @Test func ignoresAStaleUnicodePath() throws {
        let entry = cat.with { $0.extra = ZipBuilder.unicodePath("../old", for: dog.central.name) }
        #expect(try open(ZipBuilder([entry]).bytes()).entries.map(\.name) == ["cat.png"])
    }

    @Test func refusesAMarkedNameWithAnotherUnicodePath() throws {
        let entry = cat.with {
            $0.flags = 1 << 11
            $0.extra = ZipBuilder.unicodePath("rat.png", for: $0.name)
        }
        #expect(try refusal(ZipBuilder([entry]).bytes())?.code == .unsafeName)
    }

    static let duplicates: [(String, String)] = [
        ("a/cat.png", "a/cat.png"), ("caf\u{E9}/1", "cafe\u{301}/1"), ("a/", "a/"), ("a", "a/"),
        ("./a", "a"), ("\u{212B}", "\u{C5}"),
    ]

    @Test(arguments: duplicates)
    func refusesNamesThatAreTheSame(_ first: String, _ second: String) throws {
        let bytes = ZipBuilder([.init(first), .init(second)]).bytes()
        #expect(try refusal(bytes)?.code == .duplicateName)
    }

    @Test func reportsNamesThatDifferInCase() throws {
        let names = ["a/cat.png", "a/Cat.PNG", "a/dog.png", "É", "é", "B/", "b/"]
        let pairs = try open(ZipBuilder(names.map { .init($0) }).bytes()).caseCollisions
        #expect(
            pairs.map { [$0.0.name, $0.1.name] } == [
                ["a/cat.png", "a/Cat.PNG"], ["É", "é"], ["B/", "b/"],
            ]
        )
    }

    @Test func errorsShowNamesFitToPrint() throws {
        let error = try refusal(ZipBuilder([.init("a\u{1B}[2J\u{202E}\\")]).bytes())
        #expect(error?.entry == "a\\u{1b}[2J\\u{202e}\\")
        let long = try refusal(ZipBuilder([.init(String(repeating: "x", count: 2000))]).bytes())
        #expect(long?.entry?.count == 121)
    }
}
