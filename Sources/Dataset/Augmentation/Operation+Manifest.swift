// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

extension Operation {
    /// The operation's name in options and manifests.
    package var name: String {
        switch self {
        case .rotate: "rotate"
        case .flip: "flip"
        case .verticalFlip: "vflip"
        case .translate: "translate"
        case .scale: "scale"
        case .blur: "blur"
        case .brightness: "brightness"
        case .contrast: "contrast"
        case .gamma: "gamma"
        case .noise: "noise"
        case .composed(let steps): steps.map(\.name).joined(separator: "+")
        }
    }

    /// What was drawn, in the order in which a manifest writes it.
    ///
    /// Angles are degrees with at most two decimals, factors have at most three, shifts and kernels
    /// are pixels, offsets and the sigma of noise levels of an 8-bit image. With the job's options
    /// these make the same pixels again; the border is one of those. A composed operation has none
    /// of its own, only its steps have.
    package var parameters: [(name: String, value: Scalar)] {
        func number(_ units: Int, decimals: Int = 0) -> Scalar {
            .number(Decimal(units: units, scale: decimals))
        }
        switch self {
        case .rotate(let centidegrees, let centre):
            let angle = number(centidegrees, decimals: 2)
            switch centre {
            case .pixelCentre: return [("angle", angle)]
            case .tutorial: return [("angle", angle), ("centre", "tutorial")]
            }
        case .flip, .verticalFlip:
            return []
        case .translate(let x, let y):
            return [("x", number(x)), ("y", number(y))]
        case .scale(let thousandths):
            return [("factor", number(thousandths, decimals: 3))]
        case .blur(let kernel, let sigma):
            return [("kernel", number(kernel)), ("sigma", number(sigma))]
        case .brightness(let levels):
            return [("offset", number(levels))]
        case .contrast(let thousandths):
            return [("factor", number(thousandths, decimals: 3))]
        case .gamma(let thousandths):
            return [("gamma", number(thousandths, decimals: 3))]
        case .noise(let centilevels, let seed):
            return [("sigma", number(centilevels, decimals: 2)), ("seed", number(Int(seed)))]
        case .composed:
            return []
        }
    }

    /// Whether the outcome hangs on what stands in for pixels beyond the edge.
    package var looksBeyondEdge: Bool {
        switch self {
        case .rotate, .translate, .scale, .blur: true
        case .flip, .verticalFlip, .brightness, .contrast, .gamma, .noise: false
        case .composed(let steps): steps.contains(where: \.looksBeyondEdge)
        }
    }
}

extension Operation {
    /// The operation that ``name`` and ``parameters`` tell of, read back from a foreign table.
    ///
    /// Nil for a name or a parameter that there is not, for one that is missing or there twice,
    /// and for values beyond every draw: angles of more than 180° or two decimals, shifts of more
    /// pixels than an image has, kernels that are even or above 31, and the like.
    package init?(name: String, parameters: [(name: String, value: Scalar)]) {
        guard var drawn = DrawnParameters(parameters),
            let entry = OperationRanges.table.first(where: { $0.name == name }),
            let operation = entry.recall(&drawn), drawn.isEmpty
        else { return nil }
        self = operation
    }

    /// Operations one after the other, read back from a foreign table.
    ///
    /// Nil for fewer than two, for one that is there twice, and for one that is composed itself.
    package init?(steps: [Operation]) {
        let names = Set(steps.map(\.name))
        guard steps.count > 1, names.count == steps.count,
            steps.allSatisfy({ $0.steps == [$0] })
        else { return nil }
        self = .composed(steps)
    }
}

extension Operation: CustomStringConvertible {
    /// One line for logs and tests, such as `rotate angle=-0.5` or `flip, blur kernel=3 sigma=0`.
    package var description: String {
        let texts = steps.map { step in
            step.name + step.parameters.map { " \($0.name)=\($0.value.text ?? "null")" }.joined()
        }
        return texts.joined(separator: ", ")
    }
}
