// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import POSIX
import Testing

struct SystemErrorTests {
    @Test func saysTheCallAndTheReason() {
        let error = SystemError(number: ENOENT, call: "open")
        #expect("\(error)" == "open: No such file or directory")
        #expect("\(SystemError(number: 9999, call: "open"))".hasPrefix("open: "))
    }

    @Test(arguments: [
        (ENOSPC, [true, false, false]), (EDQUOT, [true, false, false]),
        (ENOENT, [false, true, false]), (ECONNABORTED, [false, false, true]),
        (EMFILE, [false, false, false]), (EIO, [false, false, false]),
    ])
    func sortsErrorsByWhatCanBeDone(number: Int32, expected: [Bool]) {
        let error = SystemError(number: number, call: "call")
        #expect([error.isOutOfSpace, error.isNotFound, error.isAborted] == expected)
    }
}
