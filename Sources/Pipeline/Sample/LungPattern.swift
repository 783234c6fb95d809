// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// What the lungs of a class show, each part from 0 (nothing) to 1 (marked).
struct LungPattern: Sendable, Hashable {
    /// A few dense patches with soft, uneven edges.
    var focal: Float = 0
    /// Haze all over with a fine net in it.
    var diffuse: Float = 0
    /// Many small round spots.
    var nodular: Float = 0
    /// A dense layer above the diaphragm.
    var basal: Float = 0

    /// The pattern of a class: six of their own kind, then mixtures without end.
    init(label: Int) {
        switch label {
        case 0: break
        case 1: focal = 1
        case 2: diffuse = 1
        case 3: nodular = 1
        case 4: basal = 1
        case 5:
            focal = 0.8
            diffuse = 0.7
        default:
            var random = SampleRandom(key: SampleRandom.key(UInt64(label)))
            focal = random.uniform(0, 1)
            diffuse = random.uniform(0, 1)
            nodular = random.uniform(0, 1)
            basal = random.uniform(0, 1)
        }
    }

    /// The word for a class in the names of folders and files.
    static func word(label: Int) -> String {
        let words = ["clear", "focal", "diffuse", "nodular", "basal"]
        return label < words.count ? words[label] : "mixed"
    }
}
