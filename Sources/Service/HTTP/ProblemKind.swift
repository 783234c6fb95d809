// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// Every kind of error the service tells, with its status and title (RFC 9457).
///
/// The raw value is the last part of the problem's `type`, and part of the contract.
package enum ProblemKind: String, Sendable, CaseIterable {
    case badImages = "bad-images"
    case badRequest = "bad-request"
    case datasetInUse = "dataset-in-use"
    case digestMismatch = "digest-mismatch"
    case expired
    case fileLost = "file-lost"
    case forbidden
    case headersTooLarge = "headers-too-large"
    case idempotencyConflict = "idempotency-conflict"
    case insufficientStorage = "insufficient-storage"
    case `internal`
    case invalidArchive = "invalid-archive"
    case invalidLabels = "invalid-labels"
    case invalidOptions = "invalid-options"
    case jobNotFinished = "job-not-finished"
    case leakage
    case lengthRequired = "length-required"
    case methodNotAllowed = "method-not-allowed"
    case misdirectedRequest = "misdirected-request"
    case noImages = "no-images"
    case notAcceptable = "not-acceptable"
    case notFound = "not-found"
    case oneClass = "one-class"
    case payloadTooLarge = "payload-too-large"
    case poison
    case preconditionFailed = "precondition-failed"
    case queueFull = "queue-full"
    case quotaExceeded = "quota-exceeded"
    case rangeNotSatisfiable = "range-not-satisfiable"
    case requestTimeout = "request-timeout"
    case shuttingDown = "shutting-down"
    case storageFailed = "storage-failed"
    case tooFewImages = "too-few-images"
    case tooManyConnections = "too-many-connections"
    case unauthorized
    case unlabelled
    case unsupportedMediaType = "unsupported-media-type"
    case uriTooLong = "uri-too-long"

    /// Whether the same request, or job, may succeed later as it is.
    package var isRetriable: Bool {
        switch self {
        case .datasetInUse, .insufficientStorage, .jobNotFinished, .queueFull, .quotaExceeded,
            .requestTimeout, .shuttingDown, .storageFailed, .tooManyConnections:
            true
        default: false
        }
    }

    /// The status of an answer that carries it, and a title that never changes.
    package var description: (status: Int, title: String) {
        switch self {
        case .badImages: (422, "Images that cannot be used")
        case .badRequest: (400, "The request is not valid HTTP")
        case .datasetInUse: (409, "A job needs the dataset")
        case .digestMismatch: (400, "The body does not match its digest")
        case .expired: (410, "The archive is kept no longer")
        case .fileLost: (410, "A stored file has been lost")
        case .forbidden: (403, "The request is not allowed")
        case .headersTooLarge: (431, "The header section is too large")
        case .idempotencyConflict: (422, "The key is another request's")
        case .insufficientStorage: (507, "The disk is full")
        case .internal: (500, "The service failed")
        case .invalidArchive: (422, "The upload is not an acceptable zip archive")
        case .invalidLabels: (422, "The table of labels cannot be used")
        case .invalidOptions: (422, "Options are not acceptable")
        case .jobNotFinished: (409, "The job has not finished")
        case .leakage: (422, "The upload's own split leaks")
        case .lengthRequired: (411, "The body has no length")
        case .methodNotAllowed: (405, "The resource does not take this method")
        case .misdirectedRequest: (421, "The service does not answer for this host")
        case .noImages: (422, "The archive holds no image")
        case .notAcceptable: (406, "No acceptable form of the resource")
        case .notFound: (404, "There is no such resource")
        case .oneClass: (422, "The dataset has one class only")
        case .payloadTooLarge: (413, "The upload is too large")
        case .poison: (500, "The process died each time")
        case .preconditionFailed: (412, "A precondition of the request does not hold")
        case .queueFull: (503, "The service has enough to do")
        case .quotaExceeded: (429, "The tenant has as much as it may have")
        case .rangeNotSatisfiable: (416, "The range lies outside the resource")
        case .requestTimeout: (408, "The request came too slowly")
        case .shuttingDown: (503, "The service is shutting down")
        case .storageFailed: (503, "The disk has failed")
        case .tooFewImages: (422, "A class has too few images")
        case .tooManyConnections: (429, "Too many connections")
        case .unauthorized: (401, "A token is needed")
        case .unlabelled: (422, "No image has a class")
        case .unsupportedMediaType: (415, "The body is of an unsupported type")
        case .uriTooLong: (414, "The request target is too long")
        }
    }
}
