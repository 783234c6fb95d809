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
        var bad: [Int: Dropped] = [:]
        var observations: Observations
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
    let observer: PipelineObserver

    /// Renders every image of the plan and gives them on in plan order, one at a time.
    ///
    /// - Returns: the sources that cannot be used, by position in the plan's catalogue: when
    ///   there are any, the archive is void. And what was seen of the sources.
    /// - Throws: `PipelineError`.
    func run(
        _ give: @escaping @Sendable (RenderedImage) throws -> Void
    ) throws -> (bad: [Int: Dropped], Observations) {
        let count = plan.catalogue.images.count
        let findings = Locked(Findings(observations: Observations(count: count)))
        let total = plan.balance.rows.count
        let window = OrderedWindow<RenderedImage>(budget: limits.waitingBytes) { image in
            try give(image)
            observer.rendered(image.row + 1, total)
        }
        let items = plan.items
        let budget = ByteBudget(bytes: limits.decodingBytes * pool.width)
        try pool.forEach(
            items.count,
            context: {
                try Renderer(
                    source: source,
                    plan: plan,
                    limits: limits.image,
                    decodesAll: decodesAll
                )
            }
        ) { renderer, number in
            do {
                try budget.withShare(of: number) { share in
                    try observer.checkStop()
                    try take(items[number], with: &renderer, &share, into: window, findings)
                }
            } catch is PlanIsVoid {
                // Another worker found a bad source; this one was sound.
            } catch {
                window.close(error)
                throw error
            }
        }
        return findings.withLock { ($0.bad, $0.observations) }
    }

    private func take(
        _ item: Plan.Item,
        with renderer: inout Renderer,
        _ share: inout ByteBudget.Share,
        into window: OrderedWindow<RenderedImage>,
        _ findings: Locked<Findings>
    ) throws {
        do {
            let seen: Observations.Observation
            if let rows = item.rows, findings.withLock({ $0.bad.isEmpty }) {
                seen = try renderer.render(rows, charging: &share) { image in
                    // One source may have any number of copies.
                    try observer.checkStop()
                    try window.submit(image.row, image, cost: image.cost)
                }
            } else {
                seen = try renderer.look(at: item, charging: &share)
            }
            findings.withLock { $0.observations.add(seen, of: item.source) }
        } catch let refusal as Refusal {
            let dropped = refusal.dropped(plan.catalogue.images[item.source].name)
            findings.withLock { $0.bad[item.source] = dropped }
            window.close(PlanIsVoid())
        }
    }
}
