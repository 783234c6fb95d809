// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Imaging

/// The header of an image: within the limits, the same for a file that has been cut short as far
/// as that is taken at all, and no other once the structure has been followed.
@Sendable func checkImage(_ bytes: [UInt8]) throws {
    let limits = ImageLimits()
    guard let header = try? ImageHeader.probe(bytes.span, limits: limits) else {
        let structure = try? ImageHeader.checkStructure(bytes.span, limits: limits)
        return try hold(structure == nil, "what has no header has no structure")
    }
    let sides = 1...limits.side
    try hold(sides.contains(header.width) && sides.contains(header.height), "sides have limits")
    try hold(header.width * header.height <= limits.pixels, "so has the area")
    try hold(header.decodedBytes <= limits.decodedBytes, "and what is decoded")
    try hold((1...8).contains(header.orientation), "there are eight orientations")
    try hold((1...4).contains(header.channels) && [8, 16].contains(header.bitDepth), "samples")
    let working = header.workingBytes(of: bytes.span)
    try hold(working >= header.decodedBytes, "decoding holds what it decodes")
    let pixels = header.width * header.height
    try hold(header.decodedBytes >= pixels, "a pixel takes a byte at least")
    let turned = [header.orientedWidth, header.orientedHeight].sorted()
    try hold(turned == [header.width, header.height].sorted(), "turning changes no side")
    if let structure = try? ImageHeader.checkStructure(bytes.span, limits: limits) {
        try hold(structure == header, "a sound structure has the same header")
    }
    let first = bytes.span.extracting(..<(cuts(of: bytes)[0]))
    if let other = try? ImageHeader.probe(first, limits: limits) {
        try hold(other == header, "a file cut short is refused or has the same header")
    }
}
