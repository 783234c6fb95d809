// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Dataset
internal import HTTPTypes
internal import HTTPWire
internal import JobStore
internal import POSIX
internal import Pipeline
internal import Zip

extension Problem {
    /// The one place where the errors of the layers below become what a client reads.
    package init(_ error: any Error) {
        switch error {
        case let problem as Problem: self = problem
        case let violation as HTTPViolation: self.init(violation)
        case let error as PipelineError: self.init(pipeline: error)
        case let error as ZipError: self.init(zip: error)
        case let error as DatasetError: self.init(dataset: error)
        case let error as SystemError: self.init(system: error)
        case let error as JobStoreError where error.isFull: self = .diskFull
        case let error as JobStoreError where error.kind == .inputOutput: self = .storageFailed
        default:
            self.init(.internal, "An error of the service; its log says more.")
        }
    }

    /// A request that breaks the rules of HTTP; the status is finer than the kind's own.
    init(_ violation: HTTPViolation) {
        self.init(ProblemKind(rawValue: violation.code) ?? .badRequest, violation.detail)
        status = violation.status
    }

    private init(pipeline error: PipelineError) {
        switch error {
        case .archive(let error): self.init(zip: error)
        case .dataset(let error): self.init(dataset: error)
        case .storage(let error): self.init(system: error)
        case .tooLittleLeft(let error, let dropped):
            self.init(dataset: error)
            errors = Self.items(dropped)
        case .badImages(let dropped):
            self.init(
                .badImages,
                "\(dropped.count) of the images cannot be used, and bad_images=fail asks for all.",
                errors: Self.items(dropped)
            )
        case .stopped:
            self.init(.shuttingDown, "The job was stopped.")
        case .invariant:
            self.init(.internal, "An error of the service; its log says more.")
        }
    }

    /// The first of them, and why: a job that failed has no table to look them up in.
    private static func items(_ dropped: [Dropped]) -> [ProblemItem] {
        dropped.prefix(100).map {
            [("file", $0.file), ("reason", $0.reason), ("detail", $0.detail)]
        }
    }

    private init(zip error: ZipError) {
        if error.code == .io {
            self.init(.internal, "The upload could not be read back; the log says more.")
            return
        }
        var item = [(name: "code", value: error.code.rawValue), ("detail", error.detail)]
        if let entry = error.entry { item.insert(("entry", entry), at: 0) }
        let place = error.entry.map { "Entry ‘\($0)’: " } ?? ""
        self.init(.invalidArchive, place + error.detail, errors: [item])
    }

    private init(dataset error: DatasetError) {
        let kind = ProblemKind(rawValue: error.problem) ?? .internal
        switch error.reason {
        case .invalidOptions(let problems):
            self.init(kind, error.detail, errors: problems.map(Self.item))
        case .leakage(let leakage):
            self.init(kind, error.detail, errors: leakage.findings(100).map(Self.item))
        default:
            self.init(kind, error.detail)
        }
        warnings = error.warnings.prefix(100).map { [("code", $0.code), ("detail", $0.detail)] }
    }

    private static func item(_ problem: OptionProblem) -> ProblemItem {
        var item = [
            (name: "option", value: problem.option), ("value", problem.value),
            ("detail", problem.detail), ("accepted", problem.accepted),
        ]
        if let suggestion = problem.suggestion { item.append(("suggestion", suggestion)) }
        return item
    }

    private static func item(_ finding: Leakage.Finding) -> [(name: String, value: String)] {
        let files = finding.files.map { "\($0.part.rawValue): \($0.file)" }
        let more = finding.images - files.count
        return [
            (name: "kind", value: finding.kind.rawValue), ("name", finding.name),
            ("files", files.joined(separator: "; ") + (more > 0 ? "; and \(more) more" : "")),
        ]
    }

    /// The disk lost, or may have lost, what the store wrote: only a new start can tell.
    static var storageFailed: Problem {
        var problem = Problem(
            .storageFailed,
            "The disk failed under the job store, so nothing is written any more. Whoever runs the "
                + "service has to look at the disk and to start the service anew."
        )
        problem.fields[.retryAfter] = "60"
        return problem
    }

    static var diskFull: Problem {
        var problem = Problem(.insufficientStorage, "The disk is full; free space and try again.")
        problem.fields[.retryAfter] = "60"
        return problem
    }

    private init(system error: SystemError) {
        if error.isOutOfSpace {
            self = .diskFull
        } else {
            self.init(.internal, "The machine failed; the service's log says more.")
        }
    }
}
