// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Dataset
internal import POSIX

/// Stage 4: one pass over all sources that makes every image of a plan, on all workers.
///
/// The pass is optimistic: it counts on every source being sound. The first that is not ends
/// the rendering; the rest of the pass then only finds out which others are bad, so that the
/// next plan is the last.
struct RenderPass: Sendable {
    /// The window was closed because a source is bad; not an error of who brings a sound one.
    private struct PlanIsVoid: Error {}

    /// What the workers find out together.
    private struct Findings {
        var bad: [Int: Dropped]
        /// Items that have been looked at, those that were rendered among them.
        var frontier: Frontier
    }

    let source: SourceArchive
    let plan: Plan
    /// Whether sources are decoded also where their bytes are copied.
    ///
    /// A plan that is made again may want altered images of a source that was only copied before.
    /// So that not each of these can void one more plan, all are decoded from the second on.
    let decodesAll: Bool
    let limits: PipelineLimits
    let pool: WorkerPool
    let memory: MemoryPool
    let observer: PipelineObserver

    /// Renders every image of the plan that is not there yet and gives them on in plan order.
    ///
    /// - Returns: the sources that cannot be used, by position in the plan's catalogue: when
    ///   there are any, the archive is void.
    /// - Throws: `PipelineError`.
    func run(into progress: Locked<PassProgress>) throws -> [Int: Dropped] {
        let start = progress.withLock { $0.start }
        let items = plan.items
        let (firstStep, firstItem, known) = place(start, in: items)
        let findings = Locked(Findings(bad: known, frontier: Frontier(from: firstItem)))
        let window = window(from: firstStep, into: progress)
        if !known.isEmpty { window.close(PlanIsVoid()) }
        let budget = limits.newBudget(from: memory)
        do {
            try pool.forEach(items.count - firstItem, context: makeWorker) { worker, count in
                let number = firstItem + count
                do {
                    try budget.withShare(of: count) { share in
                        try observer.checkStop()
                        let steps = items.steps(of: number, from: firstStep)
                        let item = items[number]
                        worker.note(plan.catalogue.images[item.source].entry)
                        defer { worker.note(nil) }
                        try take(
                            item,
                            steps,
                            with: &worker.renderer,
                            &share,
                            into: window,
                            findings
                        )
                    }
                } catch {
                    window.close(error)
                    throw error
                }
                let (next, bad) = findings.withLock { findings in
                    findings.frontier.done(number)
                    return (findings.frontier.next, findings.bad)
                }
                if !bad.isEmpty { try progress.withLock { try $0.searched(to: next, bad) } }
            }
        } catch {
            let (next, bad) = findings.withLock { ($0.frontier.next, $0.bad) }
            throw progress.withLock { $0.ended(by: error, at: next, bad) }
        }
        return findings.withLock { $0.bad }
    }

    /// The step and the item that a pass begins with, and the bad sources that are known.
    private func place(
        _ start: PassProgress.Start,
        in items: Plan.Items
    ) -> (step: Int, item: Int, bad: [Int: Dropped]) {
        switch start {
        case .step(items.stepCount): (items.stepCount, items.count, [:])
        case .step(let step): (step, items.item(ofStep: step), [:])
        case .search(let item, let bad): (items.stepCount, item, bad)
        }
    }

    /// One worker's tools, and its place to write down which image it has in hand.
    private struct Worker {
        var renderer: Renderer
        let note: PipelineObserver.Note
    }

    @Sendable private func makeWorker() throws -> Worker {
        Worker(
            renderer: try Renderer(
                source: source,
                plan: plan,
                limits: limits.image,
                decodesAll: decodesAll
            ),
            note: observer.place()
        )
    }

    private func window(
        from first: Int,
        into progress: Locked<PassProgress>
    ) -> OrderedWindow<PassStep> {
        let total = plan.balance.rows.count
        return OrderedWindow(first: first, budget: limits.waitingBytes) { step in
            try progress.withLock { try $0.take(step) }
            if let image = step.image { observer.rendered(image.row + 1, total) }
        }
    }

    /// Does what a plan wants of one source, or finds out only whether it can be used.
    ///
    /// - Parameter steps: those that are still to be made of it.
    private func take(
        _ item: Plan.Item,
        _ steps: Range<Int>,
        with renderer: inout Renderer,
        _ share: inout ByteBudget.Share,
        into window: OrderedWindow<PassStep>,
        _ findings: Locked<Findings>
    ) throws {
        func submit(_ number: Int, _ image: RenderedImage?, _ seen: Observations.Observation?)
            throws
        {
            let sighting = seen.map { Sighting(source: item.source, observation: $0) }
            let step = PassStep(number: number, image: image, sighting: sighting)
            try window.submit(number, step, cost: step.cost)
        }
        do {
            guard findings.withLock({ $0.bad.isEmpty }) else {
                _ = try renderer.look(at: item, charging: &share)
                return
            }
            guard let rows = item.rows else {
                return try submit(steps.lowerBound, nil, renderer.look(at: item, charging: &share))
            }
            try renderer.render(rows, from: steps.lowerBound, charging: &share) { image, seen in
                // One source may have any number of copies.
                try observer.checkStop()
                try submit(image.row, image, seen)
            }
        } catch is PlanIsVoid {
            // Another worker found a bad source; this one is sound.
        } catch let refusal as Refusal {
            let dropped = refusal.dropped(plan.catalogue.images[item.source].name)
            findings.withLock { $0.bad[item.source] = dropped }
            window.close(PlanIsVoid())
        }
    }
}
