// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import HTTPServer
import JSON
import POSIX
import Testing

@testable import Service

/// What a running service says in `/metrics`.
@Suite struct MetricsTests {
    @Test func tellsOfRequestsJobsAndTheProcess() throws {
        try withService { service throws in
            let job = try service.wait(service.call("POST", "/v1/jobs", body: service.zip))
            #expect(job["state"]?.asString == "succeeded")
            _ = try service.call("GET", "/v1/jobs/short")
            let metrics = try metrics(service)
            func requests(_ method: String, _ status: String) -> Double? {
                metrics.value("equipoise_http_requests_total", ["route": method, "status": status])
            }
            #expect(requests("/v1/jobs", "202") == 1)
            #expect(requests("/v1/jobs/{id}", "404") == 1)
            #expect(requests("/v1/jobs/{id}", "200") ?? 0 >= 1)
            #expect(metrics.value("equipoise_jobs", ["state": "succeeded"]) == 1)
            #expect(metrics.value("equipoise_jobs", ["state": "failed"]) == 0)
            #expect(metrics.value("equipoise_queue_jobs") == 0)
            #expect(metrics.value("equipoise_queue_oldest_seconds") == 0)
            #expect(metrics.value("equipoise_store_up") == 1)
            // 4 and 10 images, of which 3 and 8 train: 5 more of the first class.
            #expect(metrics.value("equipoise_images_rendered_total") == 19)
            #expect(metrics.value("equipoise_workers") == 2)
            #expect(metrics.value("equipoise_worker_busy_seconds_total") ?? 0 > 0)
            #expect(metrics.value("equipoise_http_connections") ?? 0 >= 1)
            let received = metrics.value("equipoise_http_received_bytes_total") ?? 0
            #expect(received > Double(service.zip.count))
            #expect(metrics.value("equipoise_data_bytes", ["kind": "archives"]) ?? 0 > 0)
            #expect(metrics.value("equipoise_disk_free_bytes") ?? 0 > 0)
            #expect(metrics.value("equipoise_log_lines_dropped_total") == 0)
            for name in [
                "process_resident_memory_bytes", "process_open_fds", "process_max_fds",
                "process_cpu_seconds_total", "process_start_time_seconds",
            ] {
                #expect(metrics.value(name) ?? 0 > 0, "\(name)")
            }
            let build = metrics.families["equipoise_build_info"]?.samples.first
            #expect(build?.labels["version"] == BuildInformation.current.version)
            #expect(build?.labels["libjpeg_turbo"]?.isEmpty == false)
        }
    }

    @Test func tellsEveryLimit() throws {
        try withService { service throws in
            let metrics = try metrics(service)
            let limits = metrics.families["equipoise_limit"]?.samples ?? []
            let names = SettingTable.all.filter(\.isLimit).map(\.name)
            #expect(limits.compactMap { $0.labels["name"] } == names)
            #expect(metrics.value("equipoise_limit", ["name": "stop-grace"]) == 10)
            let connections = Double(ServiceLimits().server.connections)
            #expect(metrics.value("equipoise_limit", ["name": "max-connections"]) == connections)
        }
    }

    private func metrics(_ service: RunningService) throws -> ExpositionGrammar {
        let answer = try service.call("GET", "/metrics")
        #expect(answer.status == 200)
        #expect(answer.field("Content-Type") == "text/plain; version=0.0.4; charset=utf-8")
        let metrics = ExpositionGrammar(answer.body)
        #expect(metrics.faults == [])
        return metrics
    }
}
