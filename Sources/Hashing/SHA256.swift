// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import CCrypto

/// A SHA-256 (FIPS 180-4) computed while its input passes by.
///
/// Feed it with ``update(_:)-(UnsafeRawBufferPointer)`` in steps of any length, then ask once for
/// the digest with ``finalize()``, which uses the hasher up. It runs at the processor's SHA
/// instructions through libcrypto; one hasher costs one small allocation.
///
/// Safe because the context has this one owner, and the exclusive access that `mutating` asks for
/// keeps two threads from feeding it at once.
@safe package struct SHA256: ~Copyable, @unchecked Sendable {
    private let context: OpaquePointer

    /// Starts a hash over no bytes yet.
    package init() {
        guard let context = unsafe EVP_MD_CTX_new() else { preconditionFailure("out of memory") }
        unsafe self.context = unsafe context
        let started = unsafe EVP_DigestInit_ex2(context, SHA256Algorithm.fetched, nil)
        precondition(started == 1, "libcrypto refused to start a SHA-256")
    }

    deinit {
        unsafe EVP_MD_CTX_free(context)
    }

    /// Hashes the bytes that follow those hashed so far.
    package mutating func update(_ bytes: UnsafeRawBufferPointer) {
        let done = unsafe EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
        precondition(done == 1, "libcrypto refused bytes of a SHA-256")
    }

    /// Hashes the bytes that follow those hashed so far.
    package mutating func update(_ bytes: [UInt8]) {
        unsafe bytes.withUnsafeBytes { unsafe update($0) }
    }

    /// The digest of the bytes fed so far; more may follow.
    package var soFar: Digest {
        let copy = SHA256()
        let copied = unsafe EVP_MD_CTX_copy_ex(copy.context, context)
        precondition(copied == 1, "libcrypto refused to copy a SHA-256")
        return copy.finalize()
    }

    /// The digest of all bytes fed.
    package consuming func finalize() -> Digest {
        var bytes = [UInt8](repeating: 0, count: Digest.byteCount)
        let done = unsafe EVP_DigestFinal_ex(context, &bytes, nil)
        precondition(done == 1, "libcrypto refused to finish a SHA-256")
        return Digest(exactly: bytes)
    }
}

extension SHA256 {
    /// The digest of bytes that are all in memory.
    package static func digest(of bytes: UnsafeRawBufferPointer) -> Digest {
        var hasher = SHA256()
        unsafe hasher.update(bytes)
        return hasher.finalize()
    }

    /// The digest of bytes that are all in memory.
    package static func digest(of bytes: [UInt8]) -> Digest {
        var hasher = SHA256()
        hasher.update(bytes)
        return hasher.finalize()
    }

    /// The digest of a text's UTF-8 bytes.
    package static func digest(of text: String) -> Digest {
        digest(of: Array(text.utf8))
    }
}

/// The algorithm as libcrypto's providers implement it, looked up once.
///
/// OpenSSL 3 otherwise searches its providers, under a lock, each time a hash starts.
private enum SHA256Algorithm {
    // Safe because it is written once, before its first use, and libcrypto only reads it.
    nonisolated(unsafe) static let fetched: OpaquePointer = {
        guard let algorithm = unsafe EVP_MD_fetch(nil, "SHA256", nil) else {
            preconditionFailure("libcrypto has no SHA-256")
        }
        return unsafe algorithm
    }()
}
