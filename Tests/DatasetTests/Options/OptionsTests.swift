// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Dataset

struct OptionsTests {
    /// Reads `name=text` items.
    private func read(_ items: String...) throws -> Options {
        try Options(
            items.map { item in
                let parts = item.split(
                    separator: "=",
                    maxSplits: 1,
                    omittingEmptySubsequences: false
                )
                return (String(parts[0]), String(parts[1]))
            }
        )
    }

    private func problems(_ items: [(name: String, text: String)]) -> [OptionProblem] {
        do throws(DatasetError) {
            _ = try Options(items)
        } catch {
            if case .invalidOptions(let problems) = error { return problems }
        }
        return []
    }

    @Test func takesEveryOption() throws {
        let options = try read(
            "strategy=none",
            "target=majority",
            "augment=flip",
            "compose=all",
            "fit=crop",
            "border=replicate",
            "size=640x480",
            "color=gray",
            "format=jpeg",
            "quality=1",
            "test=0.25",
            "validation=0.5",
            "seed=4294967295",
            "bad_images=fail",
            "fill=copy",
            "max_copies=3",
            "splits=merge",
            "group={id}_*",
            "allow_leakage=true",
            "label=csv",
            "csv_columns=file:name",
            "duplicates=keep",
            "parity=false"
        )
        #expect(options.strategy == .none)
        #expect(options.augment.text == "flip")
        #expect(options.compose == .all)
        #expect(options.fit == .crop)
        #expect(options.border == .replicate)
        #expect(options.size == .fixed(PixelSize(width: 640, height: 480)))
        #expect(options.color == .gray)
        #expect(options.format == .jpeg)
        #expect(options.quality == 1)
        #expect(options.test == .share(Decimal(units: 25, scale: 2)))
        #expect(options.validation == .share(Decimal(units: 5, scale: 1)))
        #expect(options.seed == .max)
        #expect(options.badImages == .fail)
        #expect(options.fill == .copy)
        #expect(options.maxCopies == 3)
        #expect(options.splits == .merge)
        #expect(options.group?.text == "{id}_*")
        #expect(options.allowLeakage)
        #expect(options.label == .csv(path: nil))
        #expect(options.csvColumns.file == "name")
        #expect(options.duplicates == .keep)
        #expect(!options.parity)
        #expect(try read("parity=true").parity)
        #expect(options.preset == nil)
    }

    @Test(arguments: ["a,b:5", "a:1,b"])
    func saysThatATargetCannotNameAComma(text: String) throws {
        let error = #expect(throws: DatasetError.self) { () throws in
            _ = try Options([("target", text)])
        }
        #expect(error?.detail.contains("a class with a comma in its name cannot be") == true)
    }

    @Test(arguments: [
        ("8", OutputSize.fixed(PixelSize(width: 8, height: 8))),
        ("4096x8", .fixed(PixelSize(width: 4096, height: 8))),
        ("original", .original),
    ])
    func takesSizes(text: String, size: OutputSize) throws {
        #expect(try Options([("size", text)]).size == size)
    }

    @Test(arguments: [
        ("strategy", "Oversample"), ("strategy", ""), ("target", "0"), ("target", "most"),
        ("target", "ratio:0"), ("target", "ratio:1.5"), ("target", "a:0"), ("target", ":5"),
        ("target", "a:1,a:2"), ("target", "a:1,"), ("preset", "xray"), ("compose", "two"),
        ("fit", "cover"), ("fill", "noise"),
        ("max_copies", "0"), ("parity", "yes"), ("allow_leakage", "1"), ("splits", "new"),
        ("duplicates", "skip"), ("group", "patient"), ("group", "{id}{id}"), ("group", "{id}*"),
        ("group", "{label}_*"), ("group", ""), ("label", "{id}_*"), ("label", "csv:"),
        ("csv_columns", "file"), ("csv_columns", "name:x"), ("csv_columns", "file:a,file:b"),
        ("border", "black"), ("size", "7"), ("size", "4097"), ("size", "256x"), ("size", "x256"),
        ("size", "256x256x256"), ("size", "256X256"), ("size", "-256"), ("size", "2.5"),
        ("size", "0x100"),
        ("color", "grey"), ("format", "webp"), ("quality", "0"), ("quality", "101"),
        ("quality", "95.0"), ("test", "1"), ("test", "-0.1"), ("test", "+0.1"), ("test", ".2"),
        ("test", "1e-1"), ("test", "0x1p-2"), ("test", "nan"), ("test", "inf"), ("test", "20%"),
        ("validation", "1.5"), ("seed", "4294967296"), ("seed", "-1"), ("seed", "1.0"),
        ("bad_images", "drop"), ("augment", "flop"),
    ])
    func refusesOtherValues(name: String, text: String) throws {
        let problem = try #require(problems([(name, text)]).first)
        #expect(problem.option == name)
        #expect(problem.value == text)
        #expect(problem.accepted == OptionTable.description(named: name)?.accepted)
        #expect(problem.suggestion == nil)
    }

    @Test func saysWhichOperationIsUnknownAndWhichThereAre() throws {
        let problem = try #require(problems([("augment", "flip,flop")]).first)
        #expect(problem.detail == "there is no operation ‘flop’")
        for name in ["rotate:DEG", "flip", "translate:FRACTION", "blur:K"] {
            #expect(problem.accepted.contains(name))
        }
    }

    @Test func namesEverythingThatIsWrongInTheOrderGiven() {
        let problems = problems([
            ("seed", "x"), ("colour", "gray"), ("test", "0.1"), ("preset", "x"), ("test", "0.1"),
            ("grouping", "kermany"), ("quality", "95"),
        ])
        #expect(problems.map(\.option) == ["seed", "colour", "preset", "test", "grouping"])
        #expect(problems.map(\.suggestion) == [nil, "color", nil, nil, nil])
        #expect(problems[1].detail == "there is no such option; did you mean color?")
        #expect(problems[3].detail == "is given more than once")
        #expect(problems[4].accepted.hasPrefix("strategy, target, fill"))
    }

    @Test func refusesPartsThatLeaveNothingToTrainOn() throws {
        let problem = try #require(problems([("test", "0.3"), ("validation", "0.70")]).first)
        #expect(problem.option == "validation")
        #expect(problem.detail.contains("together are 1,"))
        #expect(problems([("validation", "0.8")]).count == 1)
        #expect(problems([("test", "0.1"), ("validation", "0.8999999999")]).isEmpty)
        // What could not be read is no part of a sum.
        #expect(problems([("test", "2"), ("validation", "0.9")]).count == 1)
    }

    @Test func shortensOverlongTexts() throws {
        let long = String(repeating: "e\u{301}", count: 1000)
        let problem = try #require(problems([(long, long)]).first)
        #expect(problem.option.unicodeScalars.count == 81)
        #expect(problem.value.unicodeScalars.count == 81)
        #expect(problem.detail.utf8.count < 300)
    }

    @Test func letsOptionsOverrideThePresetWhereverItStands() throws {
        let tutorial = try read("preset=tutorial")
        #expect(tutorial.augment == .tutorial)
        #expect(tutorial.border == .constant)
        for items in [
            ["border=reflect", "preset=tutorial"], ["preset=tutorial", "border=reflect"],
        ] {
            let options = try Options(
                items.map { item in
                    let parts = item.split(separator: "=")
                    return (String(parts[0]), String(parts[1]))
                }
            )
            #expect(options.border == .reflect)
            #expect(options.augment == .tutorial)
            #expect(options.preset == .tutorial)
        }
    }

    @Test func leavesARadiographOne() throws {
        let options = try read("preset=radiograph")
        #expect(options.augment.text == "rotate:10,translate:0.05,brightness:0.1,contrast:0.1")
        #expect(options.border == .reflect && options.compose == .one)
        for items in [
            ["preset=radiograph", "augment=flip"], ["augment=flip", "preset=radiograph"],
        ] {
            #expect(try read(items[0], items[1]).augment.text == "flip")
        }
        #expect(try read("border=constant", "preset=radiograph").border == .constant)
    }

    @Test func resolvesEveryOption() {
        let resolved = Options().resolved.map { "\($0.name)=\($0.value.text ?? "null")" }
        #expect(
            resolved == [
                "strategy=oversample", "target=majority", "fill=augment", "max_copies=null",
                "augment=rotate:25,flip,translate:0.2,blur:3", "compose=one", "border=reflect",
                "preset=null", "size=256", "fit=stretch", "color=keep", "format=keep", "quality=95",
                "test=0.2", "validation=0",
                "splits=keep", "group=null", "allow_leakage=false", "label=folder",
                "csv_columns=null", "duplicates=drop", "seed=32", "bad_images=skip",
                "parity=false",
            ]
        )
        let numbers = Options().resolved.filter { option in
            if case .number = option.value { true } else { false }
        }
        #expect(numbers.map(\.name) == ["size", "quality", "test", "validation", "seed"])
    }

    @Test(
        arguments: [
            [], [("preset", "tutorial")], [("preset", "tutorial"), ("border", "reflect")],
            [("preset", "tutorial"), ("augment", "flip")],
            [("preset", "tutorial"), ("compose", "all")],
            [("preset", "radiograph")], [("preset", "radiograph"), ("augment", "vflip")],
            [("augment", "rotate:1.5,flip,vflip,translate:0.125,blur:7,scale:0.2,brightness:0.05")],
            [("augment", "contrast:0.25,gamma:0.5,noise:12.5"), ("compose", "all")],
            [("fit", "pad"), ("size", "64x32")], [("fit", "crop")],
            [("size", "original"), ("format", "png")],
            [("size", "8x4096"), ("test", "0.14285714285714285"), ("validation", "0.000001")],
            [("strategy", "none"), ("seed", "0"), ("test", "0")],
            [("target", "1_NORMAL:500,a:b:3"), ("strategy", "hybrid"), ("max_copies", "7")],
            [("target", "ratio:0.50"), ("fill", "copy"), ("splits", "merge")],
            [("group", "person{id}_*,*/{id}/*"), ("label", "person*_{label}_*")],
            [("label", "csv:meta/list.csv"), ("csv_columns", "group:Patient ID,file:Image Index")],
            [("group", "kermany"), ("duplicates", "keep"), ("allow_leakage", "true")],
            [("parity", "true"), ("target", "mean")],
        ] as [[(String, String)]]
    )
    func readsItsOwnResolvedForm(given: [(String, String)]) throws {
        let options = try Options(given.map { (name: $0.0, text: $0.1) })
        let again = options.resolved.compactMap { option in
            option.value.text.map { (name: option.name, text: $0) }
        }
        let reread = try Options(again)
        #expect(reread.resolved.map(\.value) == options.resolved.map(\.value))
    }

    @Test(arguments: [
        ("oversample", Target.majority), ("undersample", .minority), ("hybrid", .median),
        ("none", .majority),
    ])
    func takesTheTargetOfTheStrategyWhereNoneIsGiven(strategy: String, target: Target) throws {
        #expect(try Options([("strategy", strategy)]).target == target)
        #expect(try Options([("target", "mean"), ("strategy", strategy)]).target == .mean)
    }
}
