// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Dataset
internal import POSIX
internal import Pipeline

/// The options of a run: flags, or the recipe of an earlier run.
struct GivenOptions {
    let options: Options
    /// The table of labels beside the dataset.
    let labels: File?
    /// The recipe that is repeated; nil where the flags say what to do.
    private let recipe: Recipe?

    /// Takes `--labels`, and `--recipe` or else everything that is left, out of the arguments.
    ///
    /// - Throws: `UsageError`: no recipe, or one with options beside it; `DatasetError` for wrong
    ///   options.
    init(_ arguments: inout Arguments) throws {
        labels = try arguments.take("labels").map { try File(reading: $0) }
        guard let path = try arguments.take("recipe") else {
            options = try Options(arguments.flags.map { ($0.name, $0.value) })
            recipe = nil
            return
        }
        if !arguments.flags.isEmpty {
            let names = arguments.flags.map { "--\($0.name)" }.joined(separator: ", ")
            throw UsageError("--recipe brings all options with it; leave out \(names)")
        }
        let recipe: Recipe
        do {
            recipe = try Recipe.read(File(reading: path).start(Recipe.longest + 1))
        } catch let error as ProvenanceError {
            throw UsageError("‘\(path)’: \(error)")
        }
        self.recipe = recipe
        options = recipe.options
    }

    /// Whether the dataset must be the one that a recipe names.
    var needsIdentity: Bool { recipe != nil }

    /// Refuses a dataset that the recipe was not made for, and warns of another version.
    ///
    /// - Throws: `ProvenanceError`, or `SystemError` for labels that cannot be read.
    func check(dataset: DatasetIdentity) throws {
        guard let recipe else { return }
        let table = try labels.map { try DatasetIdentity(reading: $0) }
        if let mismatch = recipe.mismatch(dataset: dataset, labels: table) { throw mismatch }
        if let warning = recipe.versionWarning {
            StandardStream.error.write("equipoise: warning: \(warning)\n")
        }
    }
}

extension File {
    /// The first bytes of the file, all of them where there are no more than `count`.
    fileprivate func start(_ count: Int) throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        let read = try unsafe bytes.withUnsafeMutableBytes { buffer in
            try unsafe descriptor.read(into: buffer, at: 0)
        }
        return Array(bytes[..<read])
    }
}
