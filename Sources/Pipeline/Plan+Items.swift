// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Dataset

extension Plan {
    /// A source, and the rows that are made of it; none for one that is only looked at.
    struct Item {
        /// A position in ``catalogue``.
        let source: Int
        let rows: Range<Int>?
    }

    /// Every source once: those of the plan's rows, then those that balancing leaves out.
    ///
    /// A bad one among these would be counted as sound, and would be found only when another plan
    /// takes it.
    var items: Items { Items(balance) }

    /// The items of a plan, in 4 bytes each.
    struct Items: Sendable, RandomAccessCollection {
        private let balance: BalancePlan
        /// The first row of each source that is in the plan, and the number of all rows.
        ///
        /// Rows of one source stand side by side: its original, which parity may leave out, and its
        /// copies.
        private let starts: [Int32]

        fileprivate init(_ balance: BalancePlan) {
            self.balance = balance
            var starts: [Int32] = []
            starts.reserveCapacity(balance.rows.count + 1)
            var last = -1
            for (row, image) in balance.rows.enumerated() where image.source != last {
                starts.append(Int32(row))
                last = image.source
            }
            starts.append(Int32(balance.rows.count))
            self.starts = starts
        }

        var startIndex: Int { 0 }
        var endIndex: Int { starts.count - 1 + balance.removed.count }

        /// How many steps a pass over all items has: one for each row, then one for each source
        /// that is only looked at.
        var stepCount: Int { Int(starts[starts.count - 1]) + balance.removed.count }

        /// The item of which a step is part, among ``stepCount``.
        func item(ofStep step: Int) -> Int {
            let rows = Int(starts[starts.count - 1])
            if step >= rows { return starts.count - 1 + step - rows }
            var (low, high) = (0, starts.count - 1)
            while high - low > 1 {
                let middle = (low + high) / 2
                if Int(starts[middle]) <= step { low = middle } else { high = middle }
            }
            return low
        }

        /// The steps of an item, from a given one on where it is among them.
        func steps(of number: Int, from first: Int) -> Range<Int> {
            let sources = starts.count - 1
            if number < sources {
                let end = Int(starts[number + 1])
                return Swift.min(Swift.max(Int(starts[number]), first), end)..<end
            }
            let step = Int(starts[sources]) + number - sources
            return step..<(step + 1)
        }

        subscript(number: Int) -> Item {
            if number >= starts.count - 1 {
                return Item(source: balance.removed[number - (starts.count - 1)], rows: nil)
            }
            let rows = Int(starts[number])..<Int(starts[number + 1])
            return Item(source: balance.rows[rows.lowerBound].source, rows: rows)
        }
    }
}
