// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// How much of the dataset a part of the split holds.
package enum HeldOut: Sendable, Hashable {
    /// Nothing was asked for: the upload's own part where it has one, else the default share.
    case standard
    /// A share of all images, from 0 up to but not including 1; of those that the upload has for
    /// training, where a split of its own is kept.
    case share(Decimal)
    /// What the upload itself puts into that part.
    case kept
}

/// What becomes of the parts of a split that the upload has already.
package enum UploadedSplits: String, Sendable, Hashable, CaseIterable {
    /// They stay as they are; missing parts are taken from the training part.
    case keep
    /// Everything is put together and split anew.
    case merge
}

extension Options {
    /// The share held out for testing where nothing is asked for.
    static let standardTest = Decimal(units: 2, scale: 1)
    /// The share held out for validation where nothing is asked for.
    static let standardValidation: Decimal = 0

    /// The share that is to be taken for testing; 0 where the upload has that part.
    package var testShare: Decimal { test.share(Self.standardTest) }
    /// The share that is to be taken for validation; 0 where the upload has that part.
    package var validationShare: Decimal { validation.share(Self.standardValidation) }
}

extension HeldOut {
    fileprivate func share(_ standard: Decimal) -> Decimal {
        switch self {
        case .standard: standard
        case .share(let share): share
        case .kept: 0
        }
    }

    /// The share as an option's value, null for a part of the upload's own.
    func value(_ standard: Decimal) -> Scalar {
        self == .kept ? .null : .number(share(standard))
    }
}
