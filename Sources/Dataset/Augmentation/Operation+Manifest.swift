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

extension Operation: CustomStringConvertible {
    /// One line for logs and tests, such as `rotate angle=-0.5`.
    package var description: String {
        let drawn = parameters.map { " \($0.name)=\($0.value.text ?? "null")" }
        return name + drawn.joined()
    }
}
