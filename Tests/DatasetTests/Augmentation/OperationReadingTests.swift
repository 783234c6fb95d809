// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Dataset

struct OperationReadingTests {
    private static let size = PixelSize(width: 64, height: 48)

    @Test(arguments: [
        "rotate:180", "rotate:0.03", "flip", "vflip", "translate:0.9", "blur:31", "scale:0.999",
        "brightness:1", "contrast:0.999", "gamma:0.999",
    ])
    func readsBackWhateverIsDrawn(list: String) throws {
        let range = try Augmentation(parsing: list).ranges[0]
        for outcome in 0..<range.outcomes(in: Self.size) {
            let operation = range.operation(outcome, in: Self.size)
            #expect(
                Operation(name: operation.name, parameters: operation.parameters) == operation
            )
        }
    }

    @Test func readsBackNoise() throws {
        let range = try Augmentation(parsing: "noise:64").ranges[0]
        let all = range.outcomes(in: Self.size)
        for outcome in stride(from: 0, to: all, by: all / 1000) + [all - 1] {
            let operation = range.operation(outcome, in: Self.size)
            #expect(
                Operation(name: operation.name, parameters: operation.parameters) == operation
            )
        }
    }

    @Test(arguments: TutorialRange.allCases)
    func readsBackWhatTheTutorialDraws(range: TutorialRange) {
        for outcome in 0..<range.outcomes(in: Self.size) {
            let operation = range.operation(outcome, in: Self.size)
            #expect(
                Operation(name: operation.name, parameters: operation.parameters.reversed())
                    == operation
            )
        }
    }

    /// An operation as a table might give it.
    struct Given: CustomTestStringConvertible, Sendable {
        let name: String
        let parameters: [(name: String, value: Scalar)]

        init(_ name: String, _ parameters: (String, Scalar)...) {
            self.name = name
            self.parameters = parameters.map { (name: $0.0, value: $0.1) }
        }

        var testDescription: String { "\(name) \(parameters)" }
    }

    static let refused = [
        Given("spin", ("angle", 5)),
        Given(""),
        Given("Flip"),
        Given("copy"),
        Given("flip", ("x", 1)),
        Given("rotate"),
        Given("rotate", ("angle", "5")),
        Given("rotate", ("angle", .null)),
        Given("rotate", ("angle", 181)),
        Given("rotate", ("angle", -181)),
        Given("rotate", ("angle", .number(Decimal(units: Int.max)))),
        Given("rotate", ("angle", .number(Decimal(units: 12_345, scale: 3)))),
        Given("rotate", ("angle", 5), ("angle", 5)),
        Given("rotate", ("angle", 5), ("centre", "middle")),
        Given("rotate", ("angle", 5), ("sigma", 0)),
        Given("translate", ("x", 1)),
        Given("translate", ("x", 1), ("y", .number(Decimal(units: 15, scale: 1)))),
        Given("translate", ("x", 65_536), ("y", 0)),
        Given("translate", ("x", 0), ("y", .number(Decimal(units: Int.min)))),
        Given("blur", ("kernel", 3)),
        Given("blur", ("kernel", 4), ("sigma", 0)),
        Given("blur", ("kernel", 33), ("sigma", 0)),
        Given("blur", ("kernel", -3), ("sigma", 0)),
        Given("blur", ("kernel", 3), ("sigma", -1)),
        Given("blur", ("kernel", 3), ("sigma", 32)),
        Given("vflip", ("angle", 1)),
        Given("scale"),
        Given("scale", ("factor", 1)),
        Given("scale", ("factor", 0)),
        Given("scale", ("factor", 2)),
        Given("scale", ("factor", .number(Decimal(units: 15_001, scale: 4)))),
        Given("scale", ("factor", "1.1")),
        Given("brightness", ("offset", 0)),
        Given("brightness", ("offset", 256)),
        Given("brightness", ("offset", .number(Decimal(units: 15, scale: 1)))),
        Given("contrast", ("factor", .number(Decimal(units: 1003, scale: 3)))),
        Given("contrast", ("factor", 2)),
        Given("gamma", ("gamma", .number(Decimal(units: 995, scale: 3)))),
        Given("gamma", ("factor", .number(Decimal(units: 9, scale: 1)))),
        Given("noise", ("sigma", 5)),
        Given("noise", ("seed", 5)),
        Given("noise", ("sigma", .number(Decimal(units: 0, scale: 2))), ("seed", 5)),
        Given("noise", ("sigma", .number(Decimal(units: 6401, scale: 2))), ("seed", 5)),
        Given("noise", ("sigma", 5), ("seed", -1)),
        Given("noise", ("sigma", 5), ("seed", .number(Decimal(units: 1 << 32)))),
    ]

    @Test(arguments: refused) func takesNothingThatIsNeverDrawn(given: Given) {
        #expect(Operation(name: given.name, parameters: given.parameters) == nil)
    }
}
