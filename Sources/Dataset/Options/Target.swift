// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// How large the classes of the training split are to be.
package enum Target: Sendable, Hashable {
    /// As large as the largest.
    case majority
    /// As large as the smallest.
    case minority
    /// The median of the classes' sizes.
    case median
    /// The mean of the classes' sizes.
    case mean
    /// So many images, at least 1.
    case images(Int)
    /// No class smaller than this share of the largest; above 0 and at most 1.
    case ratio(Decimal)
    /// So many images of each class named; classes not named stay as they are.
    case classes([ClassSize])

    /// A class and the size wanted of it.
    package struct ClassSize: Sendable, Hashable {
        /// The class's name, as its folder is spelled.
        package let name: String
        /// Images, at least 1.
        package let images: Int
    }
}

extension Target {
    /// The largest size that may be asked for.
    static let largest = 100_000_000

    static let accepted =
        "majority, minority, median, mean, a whole number of images, "
        + "ratio:R (above 0, at most 1) or CLASS:N pairs, comma-separated"

    /// Reads a target as the option spells it.
    init(parsing text: String) throws(OptionRefusal) {
        switch text {
        case "majority": self = .majority
        case "minority": self = .minority
        case "median": self = .median
        case "mean": self = .mean
        default:
            if let images = wholeNumber(text), (1...Self.largest).contains(images) {
                self = .images(images)
            } else if text.hasPrefix("ratio:") {
                guard let ratio = Decimal(digits: text.dropFirst(6)), 0 < ratio, ratio <= 1 else {
                    throw OptionRefusal()
                }
                self = .ratio(ratio)
            } else {
                self = .classes(try Self.sizes(text))
            }
        }
    }

    private static func sizes(_ text: String) throws(OptionRefusal) -> [ClassSize] {
        var sizes: [ClassSize] = []
        var names: Set<ByteString> = []
        for pair in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard let colon = pair.lastIndex(of: ":"), colon > pair.startIndex,
                let images = wholeNumber(pair[pair.index(after: colon)...]),
                (1...largest).contains(images)
            else { throw refusal(of: text) }
            let name = pair[..<colon]
            guard names.insert(ByteString(text: name)).inserted else {
                throw OptionRefusal("\(quoted(String(name))) is named twice")
            }
            sizes.append(ClassSize(name: String(name), images: images))
        }
        return sizes
    }

    /// What to say of a text that is no target; of pairs, also which names they cannot hold.
    private static func refusal(of text: String) -> OptionRefusal {
        guard text.contains(","), text.contains(":") else { return OptionRefusal() }
        return OptionRefusal(
            "it is no list of CLASS:N pairs; a class with a comma in its name cannot be in one"
        )
    }

    /// The target as the option spells it.
    var value: Scalar {
        switch self {
        case .majority: "majority"
        case .minority: "minority"
        case .median: "median"
        case .mean: "mean"
        case .images(let images): .number(Decimal(units: images))
        case .ratio(let ratio): .text("ratio:\(ratio)")
        case .classes(let sizes):
            .text(sizes.map { "\($0.name):\($0.images)" }.joined(separator: ","))
        }
    }
}
