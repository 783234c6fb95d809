// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Dataset

struct SourceEntryTests {
    private func role(_ name: String) -> SourceEntry.Role? {
        entries([name]).first?.role
    }

    @Test(arguments: [
        "A/1.jpg", "A/1.JPEG", "A/1.Jpe", "A/1.jfif", "A/1.png", "A/1.bmp", "A/1.webp", "A/1.tif",
        "A/1.TIFF", "A/b.c.png", "./A/1.png", "A/__MACOSX2/1.png",
    ])
    func takesImagesByTheirEndings(name: String) {
        #expect(role(name) == .image)
    }

    @Test(arguments: [
        "__MACOSX/A/._1.jpeg", "R/__MACOSX/1.png", "A/._1.jpeg", "A/.DS_Store", "A/Thumbs.db",
        "A/THUMBS.DB", "A/desktop.ini", ".git/1.png", "A/.ipynb_checkpoints/1-checkpoint.png",
        "A/.png", "./A/.hidden.png",
    ])
    func dropsWhatSystemsLeaveBehind(name: String) {
        #expect(role(name) == .junk)
    }

    @Test(arguments: [
        "A/readme.txt", "A/png", "A/1.dcm", "A/1.png.zip", "A/1.", "A/1.jpegs", "LICENSE",
    ])
    func ignoresOtherFiles(name: String) {
        #expect(role(name) == .otherFile)
    }

    @Test(arguments: ["A/", "A/1.png/"])
    func passesOverFolders(name: String) {
        #expect(role(name) == .folder)
    }

    @Test(arguments: ["__MACOSX/", "A/.git/", "./.hidden/b/"])
    func knowsFoldersOfJunk(name: String) {
        #expect(role(name) == .junkFolder)
    }
}
