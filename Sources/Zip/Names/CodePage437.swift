// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// Code page 437, the character set of names in the zip format's first days (APPNOTE D.1).
enum CodePage437 {
    /// The characters of the bytes 0x80 to 0xFF; below them it is ASCII.
    private static let upperHalf = Array(
        """
        ÇüéâäàåçêëèïîìÄÅÉæÆôöò\
        ûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½\
        ¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴\
        ┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫\
        ╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φ\
        ε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{A0}
        """.unicodeScalars
    )

    /// The UTF-8 of each of ``upperHalf``.
    private static let encoded = upperHalf.map { Array(String($0).utf8) }

    /// The text of the bytes; every byte has a character.
    static func decode(_ bytes: Span<UInt8>) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(3 * bytes.count)
        for index in bytes.indices {
            let byte = bytes[index]
            if byte < 0x80 { text.append(byte) } else { text += encoded[Int(byte) - 0x80] }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
