// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

package import JobStore

/// What tests that are not about tenants ask of all rows; the program has to say whose it means.
extension JobStore {
    private var everyones: TenantStore { view(of: .everyone) }

    @discardableResult
    package func submit(_ job: NewJob) throws(JobStoreError) -> SubmitOutcome {
        try everyones.submit(job)
    }

    package func job(_ id: String) throws(JobStoreError) -> JobRecord? {
        try everyones.job(id)
    }

    package func list(
        state: JobState? = nil,
        dataset: String? = nil,
        limit: Int,
        after token: PageToken? = nil
    ) throws(JobStoreError) -> (jobs: [JobRecord], next: PageToken?) {
        try everyones.list(state: state, dataset: dataset, limit: limit, after: token)
    }

    package func cancel(_ id: String, now: Int64) throws(JobStoreError) -> CancelOutcome {
        try everyones.cancel(id, now: now)
    }

    package func delete(_ id: String) throws(JobStoreError) -> DeletedJob? {
        try everyones.delete(id)
    }

    package func addDataset(
        _ new: NewDataset
    ) throws(JobStoreError) -> (dataset: DatasetRecord, isNew: Bool) {
        try everyones.addDataset(new)
    }

    package func dataset(_ id: String) throws(JobStoreError) -> DatasetRecord? {
        try everyones.dataset(id)
    }

    package func listDatasets(
        limit: Int,
        after token: PageToken? = nil
    ) throws(JobStoreError) -> (datasets: [DatasetRecord], next: PageToken?) {
        try everyones.listDatasets(limit: limit, after: token)
    }

    package func deleteDataset(_ id: String) throws(JobStoreError) -> DatasetDeletion {
        try everyones.deleteDataset(id)
    }
}
