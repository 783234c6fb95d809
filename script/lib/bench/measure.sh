# shellcheck shell=bash disable=SC2034,SC2154
# SPDX-FileCopyrightText: 2026 The Equipoise authors
# SPDX-License-Identifier: Apache-2.0

# Sourced by script/bench: how a way of doing the work is timed. A way NAME is a function
# `way_NAME` that does the work once and prints "seconds kilobytes"; its runs are lines of the file
# `$results/$part/NAME`. Reads `work`, `results`, `part` and `runs`.

# What a way may write, removed between runs.
#
#   made=$work/out.zip
clear_made() {
    rm -rf "$work/out.zip" "$work/data"
    sync
}

# Runs a command to its end and prints "seconds kilobytes": wall time, and the largest resident set
# among it and its children.
#
#   clocked COMMAND...
clocked() {
    /usr/bin/time -q -f '%e %M' -o "$work/time" "$@" >"$work/log" 2>&1 || return 1
    cat "$work/time"
}

# Runs all ways once to warm up and then in turns, so that a slow minute of the machine meets all
# alike. Ways that fail the first time are left out: `left_out` says why.
#
#   in_turns WAY...
in_turns() {
    local way round ways=()
    mkdir -p "$results/$part"
    for way in "$@"; do
        say "$part: warming up $way"
        clear_made
        if "way_$way" >"$work/first"; then
            ways+=("$way")
        else
            left_out+=("${label[$way]} ($part): $(tail -n 1 "$work/log")")
            say "$part: $way failed and is left out: $(tail -n 1 "$work/log")"
        fi
    done
    for round in $(seq "$runs"); do
        for way in "${ways[@]}"; do
            clear_made
            "way_$way" >>"$results/$part/$way" || die "$way failed: $(tail -n 3 "$work/log")"
            say "$part: $round of $runs: $way: $(tail -n 1 "$results/$part/$way")"
        done
    done
    clear_made
}

# Runs one way once, without a run to warm up, for what is about memory.
#
#   once WAY
once() {
    mkdir -p "$results/$part"
    clear_made
    "way_$1" >>"$results/$part/$1" || die "$1 failed: $(tail -n 3 "$work/log")"
    say "$part: $1: $(tail -n 1 "$results/$part/$1")"
    clear_made
}

# Reads the files once, so that the page cache has what fits into it.
#
#   warm PATH...
warm() {
    find "$@" -type f -exec cat {} + >/dev/null
}

# The median of the numbers on standard input.
median() {
    sort -g | awk '{ value[NR] = $1 }
        END { print (value[int((NR + 1) / 2)] + value[int((NR + 2) / 2)]) / 2 }'
}
