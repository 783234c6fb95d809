// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import CJansson

extension JSONValue {
    /// Reads one document (RFC 8259) of any kind: object, array, or a bare value.
    ///
    /// Strict where the grammar leaves a choice: a name twice in one object is refused, for two
    /// readers would see two documents; U+0000 is refused, for C interfaces end a text there;
    /// integers must fit 64 bits; nothing but white space may follow the document.
    ///
    /// - Throws: ``JSONError`` with the place of the first fault.
    package static func parse(
        _ bytes: [UInt8],
        limits: JSONLimits = JSONLimits()
    ) throws(JSONError) -> JSONValue {
        guard bytes.count <= limits.byteCount else {
            throw JSONError(
                reason: .tooLarge,
                line: 0,
                column: 0,
                detail: "the document has more than \(limits.byteCount) bytes"
            )
        }
        // Before any tree exists: the parser below recurses as deep as the document does.
        try refuseNesting(of: bytes.span, beyond: limits.depth)
        var error = json_error_t()
        let flags = Int(JSON_REJECT_DUPLICATES | JSON_DECODE_ANY)
        let root = unsafe bytes.withUnsafeBytes { bytes in
            unsafe json_loadb(bytes.baseAddress, bytes.count, flags, &error)
        }
        guard let root = unsafe root else { throw JSONError(error) }
        defer { unsafe json_decref(root) }
        return unsafe JSONValue(copying: root)
    }

    /// Reads one document, as ``parse(_:limits:)-([UInt8],_)`` does.
    package static func parse(
        _ text: String,
        limits: JSONLimits = JSONLimits()
    ) throws(JSONError) -> JSONValue {
        try parse(Array(text.utf8), limits: limits)
    }

    private init(copying node: UnsafeMutablePointer<json_t>) {
        switch unsafe node.pointee.type {
        case JSON_OBJECT: self = unsafe .object(JSONValue.members(of: node))
        case JSON_ARRAY:
            let count = unsafe json_array_size(node)
            self = .array(
                (0..<count).compactMap { index in
                    guard let element = unsafe json_array_get(node, index) else { return nil }
                    return unsafe JSONValue(copying: element)
                }
            )
        case JSON_STRING:
            let text = unsafe json_string_value(node)
            self = unsafe .string(JSONValue.text(at: text, count: json_string_length(node)))
        case JSON_INTEGER: self = unsafe .integer(json_integer_value(node))
        case JSON_REAL: self = unsafe .number(json_real_value(node))
        case JSON_TRUE: self = .bool(true)
        case JSON_FALSE: self = .bool(false)
        default: self = .null
        }
    }

    private static func members(
        of node: UnsafeMutablePointer<json_t>
    ) -> [(name: String, value: JSONValue)] {
        var members: [(name: String, value: JSONValue)] = []
        unsafe members.reserveCapacity(json_object_size(node))
        var position = unsafe json_object_iter(node)
        while let member = unsafe position {
            if let value = unsafe json_object_iter_value(member) {
                let name = unsafe text(
                    at: json_object_iter_key(member),
                    count: json_object_iter_key_len(member)
                )
                unsafe members.append((name, JSONValue(copying: value)))
            }
            unsafe position = json_object_iter_next(node, member)
        }
        return members
    }

    private static func text(at start: UnsafePointer<CChar>?, count: Int) -> String {
        let bytes = unsafe UnsafeRawBufferPointer(start: start, count: count)
        return unsafe String(decoding: bytes, as: UTF8.self)
    }
}

extension JSONError {
    fileprivate init(_ error: json_error_t) {
        var error = error
        let reason: Reason =
            switch unsafe json_error_code(&error) {
            case json_error_invalid_utf8: .encoding
            case json_error_duplicate_key: .duplicateName
            case json_error_null_character, json_error_null_byte_in_key: .nul
            case json_error_numeric_overflow: .numberOutOfRange
            case json_error_stack_overflow: .tooDeep
            case json_error_out_of_memory: .outOfMemory
            default: .syntax
            }
        let detail = unsafe withUnsafeBytes(of: error.text) { text in
            unsafe String(decoding: text.prefix { $0 != 0 }, as: UTF8.self)
        }
        self = JSONError(
            reason: reason,
            line: Int(max(error.line, 0)),
            column: Int(max(error.column, 0)),
            detail: detail
        )
    }
}

/// Refuses a text whose brackets stand in each other deeper than `limit`.
///
/// Looks at brackets outside strings only; whether they match is the parser's question.
private func refuseNesting(of bytes: Span<UInt8>, beyond limit: Int) throws(JSONError) {
    var depth = 0
    var isInString = false
    var isEscaped = false
    var line = 1
    var lineStart = 0
    for index in bytes.indices {
        let byte = bytes[index]
        if isInString {
            if isEscaped {
                isEscaped = false
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else if byte == UInt8(ascii: "\"") {
                isInString = false
            }
            continue
        }
        switch byte {
        case UInt8(ascii: "\""): isInString = true
        case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
        case UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
        case UInt8(ascii: "\n"):
            line += 1
            lineStart = index + 1
        default: break
        }
        if depth > limit {
            throw JSONError(
                reason: .tooDeep,
                line: line,
                column: index - lineStart + 1,
                detail: "arrays and objects stand in each other deeper than \(limit)"
            )
        }
    }
}
