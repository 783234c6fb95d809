// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// One thing that is wrong with a set of options.
package struct OptionProblem: Sendable, Hashable {
    /// The option's name as it was given, shortened when it is overlong.
    package let option: String
    /// The text it was given, shortened likewise.
    package let value: String
    /// What is wrong: a phrase that reads on from the option's name.
    package let detail: String
    /// What would be accepted: the values of a known option, the names there are for an unknown.
    package let accepted: String
    /// The nearest name there is, for an unknown option that looks misspelled.
    package let suggestion: String?
}

extension OptionProblem {
    init(_ name: String, _ text: String, _ detail: String, accepted: String) {
        option = shortened(name)
        value = shortened(text)
        self.detail = detail
        self.accepted = accepted
        suggestion = nil
    }

    /// The problem of a name that no option has.
    init(unknown name: String, _ text: String) {
        let names = OptionTable.all.map(\.name)
        option = shortened(name)
        value = shortened(text)
        suggestion = nearest(to: name, among: names)
        let hint = suggestion.map { "; did you mean \($0)?" } ?? ""
        detail = "there is no such option\(hint)"
        accepted = names.joined(separator: ", ")
    }
}
