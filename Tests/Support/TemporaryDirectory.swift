// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

package import POSIX

/// Calls `body` with a fresh folder, which is removed with all that is in it afterwards.
@discardableResult
package func withTemporaryDirectory<Result>(
    _ body: (Directory) throws -> Result
) throws -> Result {
    let path = "/tmp/equipoise-test-\(UInt64.random(in: 0...UInt64.max))"
    let directory = try Directory(creating: path)
    defer { try? directory.removeTree() }
    return try body(directory)
}
