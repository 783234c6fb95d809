// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

extension Options {
    /// Reads options from names and texts, the one form that all ways of giving them come down to.
    ///
    /// What is not given has its default, or the value of the preset. The order does not matter.
    ///
    /// - Throws: `invalidOptions` with everything that is wrong, in the order given.
    package init(_ given: [(name: String, text: String)]) throws(DatasetError) {
        var options = Options()
        var problems: [(position: Int, OptionProblem)] = []
        var seen: Set<String> = []
        var known: [(position: Int, text: String, OptionDescription)] = []
        for (position, (name, text)) in given.enumerated() {
            guard let description = OptionTable.description(named: name) else {
                problems.append((position, OptionProblem(unknown: name, text)))
                continue
            }
            guard seen.insert(name).inserted else {
                let detail = "is given more than once"
                problems.append(
                    (position, OptionProblem(name, text, detail, accepted: description.accepted))
                )
                continue
            }
            known.append((position, text, description))
        }
        // The preset comes first, so that every option set by itself overrides it.
        for preset in [true, false] {
            for (position, text, option) in known where (option.name == "preset") == preset {
                do throws(OptionRefusal) {
                    try option.read(text, &options)
                } catch {
                    let detail = error.detail ?? "\(quoted(text)) is not accepted"
                    let problem = OptionProblem(
                        option.name,
                        text,
                        detail,
                        accepted: option.accepted
                    )
                    problems.append((position, problem))
                }
            }
        }
        if !seen.contains("target") { options.target = options.strategy.standardTarget }
        problems.sort { $0.position < $1.position }
        var all = problems.map(\.1)
        // A share that could not be read says nothing about the sum.
        if all.allSatisfy({ $0.option != "test" && $0.option != "validation" }) {
            all += options.contradictingShares
        }
        all += options.contradictingFill
        all += options.contradictingFit
        if !all.isEmpty { throw .invalidOptions(all) }
        self = options
    }

    /// Shares that are each in range and yet leave nothing together.
    private var contradictingShares: [OptionProblem] {
        let heldOut = testShare + validationShare
        if heldOut < 1 { return [] }
        return [
            OptionProblem(
                "validation",
                validationShare.description,
                "test and validation together are \(heldOut), which leaves nothing to train on",
                accepted: "shares that are together below 1"
            )
        ]
    }

    /// Parity is about altered images, of which copies of bytes are none.
    private var contradictingFill: [OptionProblem] {
        guard parity, fill == .copy else { return [] }
        return [
            OptionProblem(
                "parity",
                "true",
                "true alters images of every class alike, while fill=copy alters none",
                accepted: "false with fill=copy, or fill=augment"
            )
        ]
    }

    /// Without a size there is nothing to fit.
    private var contradictingFit: [OptionProblem] {
        guard size == .original, fit != .stretch else { return [] }
        return [
            OptionProblem(
                "fit",
                fit.rawValue,
                "\(fit.rawValue) is about a fixed size, while size=original keeps each image's own",
                accepted: "stretch with size=original, or a fixed size"
            )
        ]
    }

    /// Every option with its value, in the table's order, for job documents and recipes.
    ///
    /// The texts of these, nulls left out, give the same options again.
    package var resolved: [(name: String, value: Scalar)] {
        OptionTable.all.map { ($0.name, $0.value(self)) }
    }
}
