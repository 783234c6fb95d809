// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Dataset

struct GroupPresetTests {
    @Test(arguments: [
        (GroupPreset.kermany, "PNEUMONIA/person1_bacteria_1.jpeg", "person1"),
        (.kermany, "PNEUMONIA/person59_virus_116.jpeg", "person59"),
        (.kermany, "NORMAL/IM-0115-0001.jpeg", "im0115"),
        (.kermany, "NORMAL/NORMAL2-IM-1427-0001.jpeg", "im1427"),
        (.kermany, "BACTERIA/BACTERIA-1008087-0001.jpeg", "m1008087"),
        (.kermany, "NORMAL/NORMAL-1049278-0001.jpeg", "m1049278"),
        (.kermany, "virus/virus-7-1.JPEG", "m7"),
        (.kermany, "a/PERSON12_BACTERIA_3.JPEG", "person12"),
        (.kermany, "a/deeper/im-9-1.png", "im9"),
        (.kermany, "a/IM-x-IM-12-1.png", "im12"),
        (.nih, "No_findings/00001362_001.png", "00001362"),
        (.nih, "a/00012229_003-edited.png", "00012229"),
        (.chexpert, "train/patient00001/study1/view1_frontal.jpg", "00001"),
        (.chexpert, "a/PATIENT64540/study1/view1_frontal.jpg", "64540"),
    ])
    func findsTheIdOf(preset: GroupPreset, path: String, id: String) {
        #expect(preset.id(in: path[...]) == id)
    }

    @Test(arguments: [
        (GroupPreset.kermany, "a/aperson1_bacteria_1.jpeg"), (.kermany, "a/person_1.jpeg"),
        (.kermany, "a/person12.jpeg"), (.kermany, "a/IM-0115.jpeg"),
        (.kermany, "a/NORMAL-12-x.jpeg"), (.kermany, "person1_a/x.jpeg"),
        (.kermany, "a/xNORMAL-12-1.jpeg"), (.kermany, "a/VIRUS-12-"),
        (.nih, "a/0001362_001.png"), (.nih, "a/000013620_001.png"), (.nih, "a/00001362_01.png"),
        (.nih, "a/x00001362_001.png"), (.nih, "a/00001362-001.png"), (.nih, "00001362_001/x.png"),
        (.nih, "a/kjr-21-e25-g001-l-a.jpg"),
        (.chexpert, "a/patient0001/x.jpg"), (.chexpert, "a/patient000001/x.jpg"),
        (.chexpert, "a/patient00001_x.jpg"), (.chexpert, ""),
    ])
    func findsNoneIn(preset: GroupPreset, path: String) {
        #expect(preset.id(in: path[...]) == nil)
    }

    /// One number is three patients, depending on which of the names it stands in.
    @Test func keepsThreeKindsOfIdApart() {
        let names = ["person12_virus_1.jpeg", "IM-12-1.jpeg", "NORMAL-12-1.jpeg"]
        #expect(Set(names.map { GroupPreset.kermany.id(in: $0[...]) }).count == 3)
    }
}
