// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Dataset
import Testing

@testable import Pipeline

/// Images of other proportions than the size, on their way into the archive and back.
@Suite struct FitPipelineTests {
    @Test(arguments: [Fit.pad, .crop], ["png", "jpg"])
    func verifiesWhatIsFitted(fit: Fit, ending: String) throws {
        let upload = try Upload(classes: [("cats", 9), ("dogs", 4)], ending: ending)
        let fitted = try Edited(upload, [("fit", fit.rawValue)])
        for file in fitted.files {
            #expect(fitted[file, "width"] == "16" && fitted[file, "height"] == "16")
        }
        let verification = try fitted.verification()
        #expect(verification.isSound, "\(verification.findings)")
        let stretched = try Edited(upload)
        #expect(stretched.files == fitted.files)
        for file in fitted.files {
            #expect(stretched[file, "sha256"] != fitted[file, "sha256"])
            #expect(stretched[file, "operation"] == fitted[file, "operation"])
            #expect(stretched[file, "parameters"] == fitted[file, "parameters"])
        }
    }
}
