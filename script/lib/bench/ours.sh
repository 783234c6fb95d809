# shellcheck shell=bash disable=SC2034,SC2154
# SPDX-FileCopyrightText: 2026 The Equipoise authors
# SPDX-License-Identifier: Apache-2.0

# Sourced by script/bench: our own ways. Reads `binary`, `work` and `dataset`.

# Balances a zip on the command line.
#
#   balance stored|deflated [OPTION...]
balance() {
    local zip=$dataset/$1.zip
    shift
    clocked "$binary" balance "$zip" -o "$work/out.zip" "$@"
}

way_stored() { balance stored; }
way_deflated() { balance deflated; }
way_original() { balance stored --size original; }
way_copied() { balance stored --size original --strategy none; }

# What copying comes down to: every file read, its checksum taken, a zip written.
way_zip() { clocked env -C "$dataset" zip -q -0 -r "$work/out.zip" images; }

# One worker more each: the numbers that scaling is shown for.
way_workers1() { balance stored --workers 1; }
way_workers2() { balance stored --workers 2; }

# Posts the stored zip to a server of its own and times from the answer, 202, to the first sight of
# the job's end, looked for twenty times a second; the memory is the server's at its peak.
way_http() {
    local id began ended state=queued
    start_server "$work/log" "$binary" serve --port 0 --data "$work/data"
    id=$(curl -sS --fail-with-body -F "dataset=@$dataset/stored.zip" "$address/v1/jobs" |
        member id)
    began=$EPOCHREALTIME
    while [[ $state == queued || $state == running ]]; do
        sleep 0.05
        look_at_job "$id"
        ended=$EPOCHREALTIME
    done
    awk -v began="$began" -v ended="$ended" '/^VmHWM:/ { printf "%.3f %d\n", ended - began, $2 }' \
        "/proc/$server/status"
    stop_server
    [[ $state == succeeded ]]
}

# Sets `state` to a job's, or to nothing. Asks from within the shell: a program started twenty times
# a second would take time from what is timed.
look_at_job() {
    local document host=${address#http://}
    exec 3<>"/dev/tcp/${host%:*}/${host##*:}"
    printf 'GET /v1/jobs/%s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n' "$1" "$host" >&3
    mapfile -t -u 3 document
    exec 3>&-
    state=
    [[ ${document[*]} =~ \"state\"\ *:\ *\"([a-z]+)\" ]] && state=${BASH_REMATCH[1]}
}
