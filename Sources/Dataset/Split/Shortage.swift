// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// What a split lacks, and what would be enough.
package enum Shortage: Sendable, Hashable {
    /// Classes with a single image, of which one part or another would get none.
    case classes([String])
    /// Classes of which the test part leaves too little to take a validation part from.
    case classesAfterTest([String])
    /// A part with fewer images than there are classes.
    case part(Split.Part, images: Int, classes: Int)
    /// A class of which no image would be left to train on.
    case untrained(String)
    /// A class of which the upload's own split has no image to train on.
    case heldOutByUpload(String)
    /// Fewer groups of images than parts, or none that one of the parts could have.
    case groups(Int, parts: [Split.Part])
    /// A class of which every image was left out, being bad or of doubtful class.
    case vanished(String, images: Int)
    /// A part of the upload's own split of which every image was left out.
    case partVanished(Split.Part, images: Int)
}

extension Shortage {
    var detail: String {
        switch self {
        case .classes(let names):
            return "\(Self.list(names)) only one image. "
                + "A split needs two or more of every class; test=0 and validation=0 need none."
        case .classesAfterTest(let names):
            return "\(Self.list(names)) only one image left once the test part is taken. "
                + "Taking a validation part as well needs two there: add images, or set one to 0."
        case .part(let part, let images, let classes):
            return "The \(part.rawValue) part would get \(counted(images, "image")) for "
                + "\(classes) classes. Every part needs at least as many images as there are "
                + "classes: add images, or change test and validation."
        case .untrained(let name):
            return "No image of class \(quoted(name)) would be left to train on. "
                + "Add images of it, or make test and validation smaller."
        case .heldOutByUpload(let name):
            return "The upload's own split has no image of class \(quoted(name)) to train on. "
                + "splits=merge puts everything together and splits anew."
        case .groups(let count, let parts):
            let names = parts.map(\.rawValue).joined(separator: ", ")
            return "The images come in \(counted(count, "group")), which cannot fill the parts "
                + "\(names): groups are not parted, and every class needs one to train on. "
                + "Set test or validation to 0, add images, or check the option group."
        case .vanished(let name, let images):
            return "Every image of class \(quoted(name)) (\(images) of \(images)) is left out, "
                + "being bad or the same as one of another class."
        case .partVanished(let part, let images):
            return "Every image of the upload's own \(part.rawValue) part (\(images) of "
                + "\(images)) is left out, being bad or the same as another. Mend them, or let "
                + "splits=merge split anew."
        }
    }

    private static func list(_ names: [String]) -> String {
        let shown = names.prefix(10).map(quoted).joined(separator: ", ")
        let rest = names.count > 10 ? " and \(names.count - 10) more" : ""
        return names.count == 1 ? "Class \(shown) has" : "Classes \(shown)\(rest) have"
    }
}
