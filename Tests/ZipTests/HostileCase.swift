// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing
import Zip

/// An archive that breaks one rule, and how it is to be refused.
struct HostileCase: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let bytes: [UInt8]
    let code: ZipError.Code
    /// The entry to be named.
    let entry: String?

    init(_ name: String, _ code: ZipError.Code, _ entry: String?, _ builder: ZipBuilder) {
        self.init(name, code, entry, bytes: builder.bytes())
    }

    init(_ name: String, _ code: ZipError.Code, _ entry: String?, bytes: [UInt8]) {
        testDescription = name
        self.bytes = bytes
        self.code = code
        self.entry = entry
    }

    /// Opens the archive and expects the refusal.
    func check() throws {
        let error = try refusal(bytes)
        #expect(error?.code == code, "\(error?.description ?? "accepted")")
        #expect(error?.entry == entry)
        #expect(error?.detail.hasSuffix(".") == true)
    }
}

let cat = ZipBuilder.Entry("cat.png", Array("miaow".utf8))
let dog = ZipBuilder.Entry("dog.png", Array("bow-wow".utf8))

/// The cat after a change, and the dog.
func one(_ change: (inout ZipBuilder.Entry) -> Void) -> ZipBuilder {
    ZipBuilder([cat.changed(change), dog])
}

/// The cat and the dog in an archive after a change.
func both(_ change: (inout ZipBuilder) -> Void) -> ZipBuilder {
    var builder = ZipBuilder([cat, dog])
    change(&builder)
    return builder
}

/// The cat and the dog with zip64 end records after a change.
func wide(_ change: @escaping (inout ZipBuilder.Zip64) -> Void) -> ZipBuilder {
    both { builder in
        builder.isZip64 = true
        builder.editEnd = { end in
            guard var zip64 = end.zip64 else { return }
            change(&zip64)
            end.zip64 = zip64
        }
    }
}
