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

    /// The text of the bytes; every byte has a character.
    static func decode(_ bytes: Span<UInt8>) -> String {
        var text = String.UnicodeScalarView()
        for index in bytes.indices {
            let byte = bytes[index]
            text.append(byte < 0x80 ? Unicode.Scalar(byte) : upperHalf[Int(byte) - 0x80])
        }
        return String(text)
    }
}
