// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import CSQLite

/// The one connection to the file, confined to the store's queue.
///
/// SQLite's own mutexes are off: whoever holds this object is alone with it.
@safe final class Connection {
    private let handle: OpaquePointer
    private var statements: [String: Statement] = [:]

    /// Opens or makes the file; mode and schema are ``configure(limits:)``'s and
    /// ``migrate(with:)``'s.
    init(path: String) throws(JobStoreError) {
        var handle: OpaquePointer?
        let flags =
            SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
        let code = unsafe sqlite3_open_v2(path, &handle, flags, nil)
        guard let opened = unsafe handle else {
            throw JobStoreError(code: code, message: "no memory for a connection")
        }
        guard code == SQLITE_OK else {
            let error = unsafe JobStoreError(code: code, connection: opened)
            unsafe sqlite3_close(opened)
            throw error
        }
        unsafe self.handle = unsafe opened
    }

    deinit {
        // Statements first: a connection with one left would stay open as a zombie.
        statements = [:]
        let code = unsafe sqlite3_close(handle)
        assert(code == SQLITE_OK, "a connection closed in use")
    }

    /// How long a statement waits for a lock that another process holds.
    func setBusyTimeout(milliseconds: Int32) {
        unsafe sqlite3_busy_timeout(handle, milliseconds)
    }

    /// Runs statements that have no parameters and whose rows do not matter.
    func execute(_ script: String) throws(JobStoreError) {
        try check(unsafe sqlite3_exec(handle, script, nil, nil, nil))
    }

    /// Runs one statement to its end and reads its rows.
    ///
    /// Also for changes that return rows: they are committed when the last row has been read.
    func rows<Value>(
        _ sql: String,
        _ values: [SQLiteValue] = [],
        _ read: (inout Row) throws(JobStoreError) -> Value
    ) throws(JobStoreError) -> [Value] {
        let statement = try statement(sql)
        defer { statement.reset() }
        statement.bind(values)
        var results: [Value] = []
        while true {
            let code = statement.step()
            if code == SQLITE_DONE { return results }
            if code != SQLITE_ROW { try check(code) }
            var row = statement.row
            results.append(try read(&row))
        }
    }

    /// Runs one statement that changes rows; how many it changed.
    @discardableResult
    func change(_ sql: String, _ values: [SQLiteValue]) throws(JobStoreError) -> Int {
        _ = try rows(sql, values) { (_: inout Row) throws(JobStoreError) in }
        return Int(unsafe sqlite3_changes(handle))
    }

    /// The integer in the first column of the first row; 0 without one.
    func integer(_ sql: String) throws(JobStoreError) -> Int64 {
        try rows(sql) { (row) throws(JobStoreError) in row.integer() }.first ?? 0
    }

    /// The text in the first column of the first row; empty without one.
    func text(_ sql: String) throws(JobStoreError) -> String {
        try rows(sql) { (row) throws(JobStoreError) in row.text() }.first ?? ""
    }

    /// Makes all changes of `body` at once, or, if it or the commit fails, none.
    ///
    /// The write lock is taken at the start: a transaction that takes it later can meet a lock
    /// that waiting does not resolve.
    func transaction<Value>(
        _ body: () throws(JobStoreError) -> Value
    ) throws(JobStoreError) -> Value {
        try execute("BEGIN IMMEDIATE")
        do throws(JobStoreError) {
            let value = try body()
            try execute("COMMIT")
            return value
        } catch {
            // SQLite has rolled back by itself after some errors, a full disk for one.
            if unsafe sqlite3_get_autocommit(handle) == 0 { try? execute("ROLLBACK") }
            throw error
        }
    }

    private func statement(_ sql: String) throws(JobStoreError) -> Statement {
        if let cached = statements[sql] { return cached }
        let statement = unsafe try Statement(sql, on: handle)
        statements[sql] = statement
        return statement
    }

    private func check(_ code: Int32) throws(JobStoreError) {
        guard code == SQLITE_OK else {
            throw unsafe JobStoreError(code: code, connection: handle)
        }
    }
}

extension JobStoreError {
    /// Takes the sentence of the connection's last error, which names columns but no values.
    init(code: Int32, connection: OpaquePointer) {
        let message = unsafe sqlite3_errmsg(connection).map { unsafe String(cString: $0) }
        self.init(
            code: code,
            errorNumber: unsafe sqlite3_system_errno(connection),
            message: message ?? "unknown error"
        )
    }
}
