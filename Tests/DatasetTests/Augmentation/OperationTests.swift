// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Dataset

struct OperationTests {
    @Test(
        arguments: [
            (.rotate(centidegrees: 1234, centre: .pixelCentre), "rotate angle=12.34"),
            (.rotate(centidegrees: -50, centre: .pixelCentre), "rotate angle=-0.5"),
            (.rotate(centidegrees: -2500, centre: .tutorial), "rotate angle=-25 centre=tutorial"),
            (.flip, "flip"),
            (.verticalFlip, "vflip"),
            (.scale(thousandths: 900), "scale factor=0.9"),
            (.scale(thousandths: 1001), "scale factor=1.001"),
            (.brightness(levels: -12), "brightness offset=-12"),
            (.contrast(thousandths: 1004), "contrast factor=1.004"),
            (.gamma(thousandths: 850), "gamma gamma=0.85"),
            (.noise(centilevels: 1205, seed: 4_294_967_295), "noise sigma=12.05 seed=4294967295"),
            (.translate(x: -3, y: 51), "translate x=-3 y=51"),
            (.blur(kernel: 3, sigma: 4), "blur kernel=3 sigma=4"),
        ] as [(Operation, String)]
    )
    func namesItsParametersExactly(operation: Operation, text: String) {
        #expect(operation.description == text)
    }

    @Test func givesNumbersAsNumbers() {
        let parameters = Operation.rotate(centidegrees: -1801, centre: .tutorial).parameters
        #expect(parameters.map(\.name) == ["angle", "centre"])
        #expect(parameters.map(\.value) == [.number(Decimal(units: -1801, scale: 2)), "tutorial"])
    }
}
