// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// How often the process has died of a job at one place, and when that is enough.
package struct DeathCount: Hashable, Sendable {
    /// Deaths at one place after which a job is given up.
    package static let limit = 3

    /// What a death came of, as far as that was found out.
    package enum Cause: Hashable, Sendable, CaseIterable {
        /// An image, which is left out from now on.
        case image
        /// The work on the job, and no image is to blame.
        case work
        /// Something else: a signal that somebody sent, the machine's end, another part.
        case other
    }

    /// What is to be done about the job.
    package enum Action: Hashable, Sendable {
        case tryAgain
        case giveUp
    }

    /// The deaths that count against the job; all at checkpoint.
    package private(set) var count = 0
    /// The rows of the archive that were durable when the process died.
    package private(set) var checkpoint: Int64 = 0

    package init() {}

    init(count: Int, checkpoint: Int64) {
        (self.count, self.checkpoint) = (count, checkpoint)
    }

    /// Takes note of a death.
    ///
    /// One at another checkpoint than the one before begins the count anew, since the job has come
    /// further; and an image that was found begins it anew, since it will not be touched again.
    ///
    /// - Parameter checkpoint: the rows that were durable.
    package mutating func on(_ cause: Cause, at checkpoint: Int64) -> Action {
        switch cause {
        case .image: self = DeathCount()
        case .other: break
        case .work:
            let isSamePlace = count > 0 && checkpoint == self.checkpoint
            self = DeathCount(count: isSamePlace ? count + 1 : 1, checkpoint: checkpoint)
        }
        return count >= Self.limit ? .giveUp : .tryAgain
    }
}
