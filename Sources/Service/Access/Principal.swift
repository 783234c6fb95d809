// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import JobStore

/// Who a request comes from: what they may do, and whose jobs and datasets are there for them.
struct Principal: Sendable, Hashable {
    let tenancy: Tenancy
    let scope: Scope

    init(_ grant: Grant) {
        tenancy = Tenancy(tenant: grant.tenant, seesAll: grant.scope == .admin)
        scope = grant.scope
    }

    private init(_ tenancy: Tenancy, _ scope: Scope) {
        self.tenancy = tenancy
        self.scope = scope
    }

    /// Whoever asks where there are no tokens: this machine's users, who have the files anyway.
    static let anyone = Principal(.everyone, .admin)

    /// Whoever asks for what is open: nobody's jobs are there for them.
    static let nobody = Principal(.nobody, .read)
}
