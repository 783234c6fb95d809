// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// Whose rows somebody works with.
///
/// A tenant is a name that jobs and datasets carry; the empty one is nobody's in particular, and
/// theirs who work without tokens.
package struct Tenancy: Hashable, Sendable {
    /// Who owns what is added.
    package let tenant: String
    /// Whether the rows of all tenants are there for them, not only their own.
    package let seesAll: Bool

    package init(tenant: String, seesAll: Bool = false) {
        self.tenant = tenant
        self.seesAll = seesAll
    }

    /// Of the service itself and of everyone where there is no access control.
    package static let everyone = Tenancy(tenant: "", seesAll: true)

    /// Of no one who has jobs: no tenant is called so.
    package static let nobody = Tenancy(tenant: "-")

    /// Whether a tenant's rows are there for them.
    package func sees(_ tenant: String) -> Bool {
        seesAll || tenant == self.tenant
    }

    /// The value of a parameter `?n` in `(?n IS NULL OR tenant = ?n)`.
    var filter: SQLiteValue { seesAll ? .null : .text(tenant) }
}

/// The store as one tenant sees it: rows of others are not there.
///
/// Whatever a request may name by an id or lists is reached through this alone, so that no query
/// can forget whose rows it is about.
package struct TenantStore: Sendable {
    let store: JobStore
    /// Whose rows these are.
    package let tenancy: Tenancy

    /// The same store as another sees it.
    package func view(of tenancy: Tenancy) -> TenantStore { store.view(of: tenancy) }

    var limits: JobStoreLimits { store.limits }

    func withConnection<Value>(
        _ body: (Connection) throws(JobStoreError) -> Value
    ) throws(JobStoreError) -> Value {
        try store.withConnection(body)
    }

    func change<Value>(
        _ purpose: WritePurpose,
        _ body: (Connection) throws(JobStoreError) -> Value
    ) throws(JobStoreError) -> Value {
        try store.change(purpose, body)
    }

    func changeJobs<Value>(
        _ purpose: WritePurpose,
        _ body: (Connection, inout Set<String>) throws(JobStoreError) -> Value
    ) throws(JobStoreError) -> Value {
        try store.changeJobs(purpose, body)
    }
}

extension JobStore {
    /// The rows of a tenant, or of all.
    package func view(of tenancy: Tenancy) -> TenantStore {
        TenantStore(store: self, tenancy: tenancy)
    }
}
