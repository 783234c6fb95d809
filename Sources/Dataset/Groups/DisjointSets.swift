// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// Which of the numbers 0 ..< n hang together, found by joining two at a time (union-find).
struct DisjointSets {
    /// A number of the same set nearer to its root, which is its own.
    private var parents: [Int]

    /// Every number in a set of its own.
    init(count: Int) {
        parents = Array(0..<count)
    }

    /// Puts the sets of two numbers together.
    mutating func join(_ left: Int, _ right: Int) {
        let left = root(of: left)
        let right = root(of: right)
        // The smaller number becomes the root, so that the order of joining leaves no trace.
        parents[max(left, right)] = min(left, right)
    }

    /// The set of each of the first numbers, sets being counted by their first members, and how
    /// many sets these are in.
    mutating func numbered(first: Int) -> (numbers: [Int], count: Int) {
        var count = 0
        // A root is the least of its set, and so among the first where one of its set is.
        var numbers = Array(parents.prefix(first))
        for index in 0..<first {
            let root = root(of: index)
            if root == index {
                numbers[index] = count
                count += 1
            } else {
                numbers[index] = numbers[root]
            }
        }
        return (numbers, count)
    }

    private mutating func root(of number: Int) -> Int {
        var number = number
        while parents[number] != number {
            // Halving the way as it is walked keeps all further walks short.
            parents[number] = parents[parents[number]]
            number = parents[number]
        }
        return number
    }
}
