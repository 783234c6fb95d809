# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 The Equipoise authors
# SPDX-License-Identifier: Apache-2.0

# Sourced by the scripts that run the program.

# Builds the program for release, with the Swift runtime inside it, and sets `binary` to its path.
# EQUIPOISE_BINARY names a program to be used instead.
build_release() {
    binary=${EQUIPOISE_BINARY:-}
    [[ -z $binary ]] || return 0
    script/bootstrap build
    # What /version tells; a checkout with changes of its own says so by the sign behind.
    EQUIPOISE_COMMIT=${EQUIPOISE_COMMIT:-$(git describe --always --abbrev=40 --exclude='*' \
        --dirty=+ 2>/dev/null || true)}
    export EQUIPOISE_COMMIT
    local options=(-c release --product equipoise --static-swift-stdlib)
    swift build "${options[@]}" >&2
    binary=$(swift build "${options[@]}" --show-bin-path)/equipoise
}
