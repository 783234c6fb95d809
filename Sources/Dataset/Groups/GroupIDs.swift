// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// The group id of each image, nil for one without, in 4 bytes an image: each id is there once.
package struct GroupIDs: Sendable, Hashable {
    /// The ids in the order of their first images.
    private var names: [String] = []
    /// For each image a position in `names`, or -1.
    private var places: [Int32] = []

    init(_ ids: some Collection<String?>) {
        places.reserveCapacity(ids.count)
        var known: [String: Int32] = [:]
        for id in ids {
            guard let id else {
                places.append(-1)
                continue
            }
            let place = known[id] ?? Int32(names.count)
            if place == names.count {
                known[id] = place
                names.append(id)
            }
            places.append(place)
        }
    }
}

extension GroupIDs: RandomAccessCollection {
    package var startIndex: Int { 0 }
    package var endIndex: Int { places.count }

    package subscript(image: Int) -> String? {
        places[image] < 0 ? nil : names[Int(places[image])]
    }
}

extension GroupIDs: ExpressibleByArrayLiteral {
    package init(arrayLiteral ids: String?...) {
        self.init(ids)
    }
}
