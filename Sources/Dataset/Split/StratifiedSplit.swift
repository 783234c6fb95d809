// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// A split with the same shares of every class, index for index scikit-learn's.
///
/// What `train_test_split(range(n), test_size, random_state, stratify=y)` returns, called once for
/// the test part and, where there is a validation part, again on the rest (pinned to scikit-learn
/// 1.9). Each part is in the order in which scikit-learn returns it.
struct StratifiedSplit: Sendable, Hashable {
    /// Indices into the labels.
    let train: [Int]
    let validation: [Int]
    let test: [Int]

    /// Takes ⌈test · n⌉ images off first, then ⌈validation · n⌉ from the rest, by the same seed.
    ///
    /// - Parameters:
    ///   - labels: the class of every image, in the order in which images are counted.
    ///   - classes: the names of the classes, for errors.
    ///   - test: a share of all images, from 0 up to but not including 1.
    ///   - validation: likewise; together with `test` below 1.
    /// - Throws: `tooFewImages` where scikit-learn refuses.
    init(
        labels: [Int],
        classes: [String],
        test: Decimal,
        validation: Decimal,
        seed: UInt32
    ) throws(DatasetError) {
        // numpy multiplies doubles and rounds up; exact arithmetic would give other sizes.
        func size(_ share: Decimal) -> Int {
            Int((share.double * Double(labels.count)).rounded(.up))
        }
        let all = Array(labels.indices)
        let first = try Self.holdout(
            from: all,
            of: labels,
            size: size(test),
            as: .test,
            classes: classes,
            seed: seed
        )
        let second = try Self.holdout(
            from: first.rest,
            of: labels,
            size: size(validation),
            as: .validation,
            classes: classes,
            seed: seed
        )
        self.test = first.held
        self.validation = second.held
        self.train = second.rest
    }

    /// One call of `train_test_split` on `indices` with an integer `test_size`.
    private static func holdout(
        from indices: [Int],
        of labels: [Int],
        size: Int,
        as part: Split.Part,
        classes: [String],
        seed: UInt32
    ) throws(DatasetError) -> (rest: [Int], held: [Int]) {
        if size == 0 { return (indices, []) }
        var members = [[Int]](repeating: [], count: classes.count)
        for index in indices { members[labels[index]].append(index) }

        let lonely = members.indices.filter { members[$0].count == 1 }.map { classes[$0] }
        if !lonely.isEmpty {
            throw .tooFewImages(
                indices.count == labels.count ? .classes(lonely) : .classesAfterTest(lonely)
            )
        }
        members.removeAll(where: \.isEmpty)
        let sizes: [(Split.Part, Int)] = [(.train, indices.count - size), (part, size)]
        for (part, count) in sizes where count < members.count {
            throw .tooFewImages(
                .part(part, images: max(0, count), classes: members.count)
            )
        }

        var generator = MersenneTwister(seed: seed)
        let counts = members.map(\.count)
        let kept = approximateMode(counts, draws: indices.count - size, &generator)
        let left = zip(counts, kept).map { $0 - $1 }
        let taken = approximateMode(left, draws: size, &generator)

        var rest: [Int] = []
        var held: [Int] = []
        for (label, images) in members.enumerated() {
            let shuffled = generator.permutation(images)
            rest += shuffled.prefix(kept[label])
            held += shuffled.dropFirst(kept[label]).prefix(taken[label])
        }
        return (generator.permutation(rest), generator.permutation(held))
    }
}
