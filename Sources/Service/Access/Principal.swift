// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import JobStore

/// Who a request comes from, and may: whose jobs and datasets are there for them.
struct Principal: Sendable, Hashable {
    let tenancy: Tenancy
    /// What lets them in; nil where nothing had to.
    let grant: Grant?

    init(_ grant: Grant) {
        tenancy = Tenancy(tenant: grant.tenant, seesAll: grant.scope == .admin)
        self.grant = grant
    }

    private init(_ tenancy: Tenancy) {
        self.tenancy = tenancy
        grant = nil
    }

    /// Whoever asks where there are no tokens: this machine's users, who have the files anyway.
    static let anyone = Principal(.everyone)

    /// Whoever asks for what is open: nobody's jobs are there for them.
    static let nobody = Principal(.nobody)
}
