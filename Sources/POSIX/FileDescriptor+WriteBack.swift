// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import CLinux
internal import Glibc

extension FileDescriptor {
    /// Asks the kernel to begin writing a range to the disk, so that less is left to wait for.
    ///
    /// Advice only: nothing is durable before ``synchronize()``, which also tells what failed here.
    package func startWriteBack(from offset: UInt64, count: UInt64) {
        _ = eq_start_write_back(number, off_t(clamping: offset), off_t(clamping: count))
    }
}
