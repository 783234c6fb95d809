// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import CFuzzer
internal import FuzzTargets
internal import Glibc

// fuzz TARGET [options and folders of libFuzzer]: script/fuzz calls it.

/// The target that the command line names, for a callback that can capture nothing.
let target: FuzzTarget = {
    let name = CommandLine.arguments.dropFirst().first
    guard let target = FuzzTarget.all.first(where: { $0.name == name }) else {
        print(FuzzTarget.all.map(\.name).joined(separator: "\n"))
        exit(name == nil ? 0 : 2)
    }
    return target
}()

// libFuzzer takes what stands behind the target's name for its own command line.
var count = CommandLine.argc - 1
var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? =
    unsafe CommandLine.unsafeArgv + 1

unsafe exit(
    LLVMFuzzerRunDriver(&count, &arguments) { data, count in
        let bytes = unsafe Array(UnsafeBufferPointer(start: data, count: count))
        do {
            try target.check(bytes)
        } catch {
            print("broken: \(error)")
            abort()
        }
        return 0
    }
)
