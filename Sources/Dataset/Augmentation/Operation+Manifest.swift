// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

extension Operation {
    /// The operation's name in options and manifests.
    package var name: String {
        switch self {
        case .rotate: "rotate"
        case .flip: "flip"
        case .translate: "translate"
        case .blur: "blur"
        }
    }

    /// What was drawn, in the order in which a manifest writes it.
    ///
    /// Angles are degrees with at most two decimals, shifts and kernels pixels. With the job's
    /// options these make the same pixels again; the border is one of those.
    package var parameters: [(name: String, value: Scalar)] {
        switch self {
        case .rotate(let centidegrees, let centre):
            let angle = Scalar.number(Decimal(units: centidegrees, scale: 2))
            switch centre {
            case .pixelCentre: return [("angle", angle)]
            case .tutorial: return [("angle", angle), ("centre", "tutorial")]
            }
        case .flip:
            return []
        case .translate(let x, let y):
            return [("x", .number(Decimal(units: x))), ("y", .number(Decimal(units: y)))]
        case .blur(let kernel, let sigma):
            return [
                ("kernel", .number(Decimal(units: kernel))),
                ("sigma", .number(Decimal(units: sigma))),
            ]
        }
    }
}

extension Operation {
    /// The operation that ``name`` and ``parameters`` tell of, read back from a foreign table.
    ///
    /// Nil for a name or a parameter that there is not, for one that is missing or there twice,
    /// and for values beyond every draw: angles of more than 180° or two decimals, shifts of more
    /// pixels than an image has, kernels that are even or above 31.
    package init?(name: String, parameters: [(name: String, value: Scalar)]) {
        guard var drawn = DrawnParameters(parameters) else { return nil }
        switch name {
        case "rotate":
            guard let angle = drawn.takeHundredths("angle", upTo: 18_000) else { return nil }
            switch drawn.take("centre") {
            case nil: self = .rotate(centidegrees: angle, centre: .pixelCentre)
            case "tutorial": self = .rotate(centidegrees: angle, centre: .tutorial)
            default: return nil
            }
        case "flip":
            self = .flip
        case "translate":
            let shifts = -65_535...65_535
            guard let x = drawn.takeInteger("x", in: shifts),
                let y = drawn.takeInteger("y", in: shifts)
            else { return nil }
            self = .translate(x: x, y: y)
        case "blur":
            guard let kernel = drawn.takeInteger("kernel", in: 1...31), !kernel.isMultiple(of: 2),
                let sigma = drawn.takeInteger("sigma", in: 0...31)
            else { return nil }
            self = .blur(kernel: kernel, sigma: sigma)
        default:
            return nil
        }
        guard drawn.isEmpty else { return nil }
    }
}

/// Parameters that are taken out one by one, so that one too many is noticed.
private struct DrawnParameters {
    private var values: [String: Scalar] = [:]

    var isEmpty: Bool { values.isEmpty }

    /// Nil where a name comes twice.
    init?(_ parameters: [(name: String, value: Scalar)]) {
        for (name, value) in parameters {
            guard values.updateValue(value, forKey: name) == nil else { return nil }
        }
    }

    mutating func take(_ name: String) -> Scalar? {
        values.removeValue(forKey: name)
    }

    mutating func takeInteger(_ name: String, in range: ClosedRange<Int>) -> Int? {
        guard case .number(let number)? = take(name), let integer = number.integer else {
            return nil
        }
        return range.contains(integer) ? integer : nil
    }

    /// A number of at most two decimals, in hundredths, up to `limit` of them either way.
    mutating func takeHundredths(_ name: String, upTo limit: Int) -> Int? {
        guard case .number(let number)? = take(name), number.scale <= 2 else { return nil }
        let bound = Decimal(units: limit, scale: 2)
        guard number <= bound, Decimal(units: -limit, scale: 2) <= number else { return nil }
        return number.scale == 2 ? number.units : number.units * (number.scale == 1 ? 10 : 100)
    }
}

extension Operation: CustomStringConvertible {
    /// One line for logs and tests, such as `rotate angle=-0.5`.
    package var description: String {
        let drawn = parameters.map { " \($0.name)=\($0.value.text ?? "null")" }
        return name + drawn.joined()
    }
}
