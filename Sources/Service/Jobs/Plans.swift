// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Dataset
internal import POSIX
internal import Pipeline

/// Makes the plans that dry runs ask for: few at a time, and none to its end once the service
/// stops.
///
/// Each looks at every image on threads of its own, as a job does, but no queue holds it back.
struct Plans: Sendable {
    let pipeline: Pipeline
    let runner: JobRunner
    /// How many are being made, whatever way they were asked for.
    let gate: Gate

    /// - Throws: `Problem` while as many plans are being made as may.
    func checkRoom() throws {
        if !gate.hasRoom { throw full }
    }

    /// What a job would do.
    ///
    /// - Parameter excluded: images that are not looked at, by the position of the zip's entry.
    /// - Throws: `PipelineError`, or `Problem`: no room, before any work is done, or the service
    ///   stops, within one image.
    func make(
        _ dataset: File,
        _ options: Options,
        labels: File?,
        leavingOut excluded: [Int: Dropped] = [:]
    ) throws -> PlanListing {
        guard let pass = gate.enter() else { throw full }
        defer { withExtendedLifetime(pass) {} }
        do {
            let listing = try pipeline.inspect(
                dataset,
                options,
                labels: labels,
                leavingOut: excluded,
                observer: PipelineObserver(shouldStop: { [runner] in runner.isStopping })
            )
            pass.finished()
            return listing
        } catch PipelineError.stopped {
            throw Problem.shuttingDown
        }
    }

    private var full: Problem {
        .busy(
            "As many plans are being made as the service makes at once, \(gate.limit).",
            retryAfter: gate.retryAfter()
        )
    }
}
