// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Dataset
internal import JSON

/// What a `POST /v1/jobs` asks for, however it says so.
struct JobRequest: Sendable {
    /// The one parameter that is no option: nothing of the archive depends on it.
    static let dryRun = "dry_run"

    let options: Options
    /// Whether only the plan is wanted.
    let isDryRun: Bool

    /// - Parameter errors: what is wrong beside the parameters.
    /// - Throws: `Problem` that names everything that is wrong.
    init(_ parameters: [Parameter], beside errors: [ProblemItem] = []) throws {
        var errors = errors
        let given = parameters.filter { $0.name == Self.dryRun }
        for (position, parameter) in given.enumerated() {
            let isWord = ["true", "false"].contains(parameter.text)
            if position == 0, isWord { continue }
            errors.append(
                .parameter(
                    parameter,
                    position > 0
                        ? "is given more than once"
                        : "‘\(shortened(parameter.text))’ is not accepted",
                    accepted: "true or false"
                )
            )
        }
        isDryRun = given.first?.text == "true"
        do {
            options = try Options(parameters.filter { $0.name != Self.dryRun })
        } catch {
            throw Problem(items: Problem(error).errors + errors)
        }
        if !errors.isEmpty { throw Problem(items: errors) }
    }

    /// Whether a name means anything here.
    static func knows(_ name: String) -> Bool {
        name == dryRun || OptionTable.description(named: name) != nil
    }
}

extension ProblemItem {
    /// A parameter that is not acceptable, in the words of an option that is not.
    static func parameter(
        _ parameter: Parameter,
        _ detail: String,
        accepted: String
    ) -> ProblemItem {
        [
            ("option", shortened(parameter.name)), ("value", shortened(parameter.text)),
            ("detail", detail), ("accepted", accepted),
        ]
    }
}

extension Problem {
    /// Parameters that are not acceptable, all of them.
    init(items: [ProblemItem]) {
        let sentences = items.map { item in
            ["option", "detail"].compactMap { name in item.first { $0.name == name }?.value }
                .joined(separator: ": ")
        }
        self.init(.invalidOptions, sentences.joined(separator: "; "), errors: items)
    }
}
