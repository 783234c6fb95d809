// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import CSQLite

/// A compiled statement, used again and again on the connection that compiled it.
///
/// Lives no longer than its connection, which owns it and confines both to one queue.
@safe final class Statement {
    private let handle: OpaquePointer

    init(_ sql: String, on connection: OpaquePointer) throws(JobStoreError) {
        var handle: OpaquePointer?
        let flags = UInt32(SQLITE_PREPARE_PERSISTENT)
        let code = unsafe sqlite3_prepare_v3(connection, sql, -1, flags, &handle, nil)
        guard code == SQLITE_OK, let handle = unsafe handle else {
            throw unsafe JobStoreError(code: code, connection: connection)
        }
        unsafe self.handle = unsafe handle
    }

    deinit {
        unsafe sqlite3_finalize(handle)
    }

    /// Gives the parameters ?1, ?2 … their values; there must be as many.
    func bind(_ values: [SQLiteValue]) {
        let count = unsafe sqlite3_bind_parameter_count(handle)
        precondition(values.count == Int(count), "as many values as parameters")
        for (index, value) in values.enumerated() {
            let code = bind(value, at: Int32(index + 1))
            precondition(code == SQLITE_OK, "SQLite refused a value: code \(code)")
        }
    }

    private func bind(_ value: SQLiteValue, at index: Int32) -> Int32 {
        switch value {
        case .null: return unsafe sqlite3_bind_null(handle, index)
        case .integer(let integer): return unsafe sqlite3_bind_int64(handle, index, integer)
        case .text(var text):
            // SQLITE_TRANSIENT, which is a cast that Swift does not import: SQLite copies.
            let transient = unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
            return text.withUTF8 { bytes in
                unsafe bytes.withMemoryRebound(to: CChar.self) { characters in
                    unsafe sqlite3_bind_text64(
                        handle,
                        index,
                        // An empty text must not become a null.
                        characters.baseAddress ?? UnsafePointer(bitPattern: 1),
                        UInt64(characters.count),
                        transient,
                        UInt8(SQLITE_UTF8)
                    )
                }
            }
        }
    }

    /// Goes on to the next row; SQLITE_ROW, SQLITE_DONE or the code of an error.
    func step() -> Int32 {
        unsafe sqlite3_step(handle)
    }

    /// The row on which the last step ended; valid until the next one.
    var row: Row {
        unsafe Row(handle)
    }

    /// Makes the statement ready to be used again.
    func reset() {
        // Repeats the code of the last step, which has been looked at.
        unsafe sqlite3_reset(handle)
        unsafe sqlite3_clear_bindings(handle)
    }
}

/// The columns of one row, read from the left; the tables are strict, so types are as declared.
@safe struct Row {
    private let handle: OpaquePointer
    private var column: Int32 = 0

    fileprivate init(_ handle: OpaquePointer) {
        unsafe self.handle = unsafe handle
    }

    mutating func integer() -> Int64 {
        defer { column += 1 }
        return unsafe sqlite3_column_int64(handle, column)
    }

    mutating func text() -> String {
        defer { column += 1 }
        // In this order: asking for the text may change the number of its bytes.
        let start = unsafe sqlite3_column_text(handle, column)
        let count = unsafe Int(sqlite3_column_bytes(handle, column))
        return unsafe String(
            decoding: UnsafeRawBufferPointer(start: start, count: count),
            as: UTF8.self
        )
    }

    mutating func optionalInteger() -> Int64? {
        if isNull() { nil } else { integer() }
    }

    mutating func optionalText() -> String? {
        if isNull() { nil } else { text() }
    }

    /// Passes a column over if it is null.
    private mutating func isNull() -> Bool {
        guard unsafe sqlite3_column_type(handle, column) == SQLITE_NULL else { return false }
        column += 1
        return true
    }
}

/// A value for a parameter of a statement.
enum SQLiteValue {
    case null
    case integer(Int64)
    case text(String)

    init(_ value: Int64?) {
        self = value.map(SQLiteValue.integer) ?? .null
    }

    init(_ value: String?) {
        self = value.map(SQLiteValue.text) ?? .null
    }
}
