// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// How the bytes of an image in the archive come about.
package enum ImageEncoding: Sendable, Hashable {
    /// The upload's bytes, untouched.
    case unchanged
    case jpeg
    case png
}

extension ImageEncoding {
    /// The encoding of an image made from a source of this kind.
    package init(of kind: ImageKind, isArtificial: Bool, options: Options) {
        let encoded: ImageEncoding =
            switch options.format {
            case .png: .png
            case .jpeg: .jpeg
            case .keep: kind == .jpeg ? .jpeg : .png
            }
        let isAsAsked =
            switch options.format {
            case .png: kind == .png
            case .jpeg: kind == .jpeg
            case .keep: true
            }
        let isKept = options.size == .original && options.color == .keep && isAsAsked
        self = isKept && !isArtificial ? .unchanged : encoded
    }

    /// The extension of the output, given the source's.
    ///
    /// A source's own spelling is kept where it fits. `jpe` and `jfif` become `jpg`, because the
    /// usual loaders pass over files that are called so.
    func fileExtension(of source: Substring) -> Substring {
        let spelled = source.lowercased()
        switch self {
        case .unchanged: return source
        case .jpeg: return spelled == "jpg" || spelled == "jpeg" ? source : "jpg"
        case .png: return spelled == "png" ? source : "png"
        }
    }
}
