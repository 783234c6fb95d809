# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 The Equipoise authors
# SPDX-License-Identifier: Apache-2.0

# Sourced by the scripts that run the main job over HTTP: start a server, post, poll, download.

die() {
    printf '%s: %s\n' "$(basename "$0")" "$*" >&2
    exit 1
}

# Starts a server in the background and waits until it says where it listens.
# Sets `server` (its process id) and `address`.
#
#   start_server LOG COMMAND...
start_server() {
    local log=$1
    shift
    "$@" >"$log" 2>&1 &
    server=$!
    address=
    for _ in $(seq 100); do
        address=$(sed -n 's|.*listening on \(http://[0-9.]*:[0-9]*\).*|\1|p' "$log" | sed -n 1p)
        [[ -z $address ]] || return 0
        kill -0 "$server" 2>/dev/null || break
        sleep 0.1
    done
    cat "$log" >&2
    die "the server did not start"
}

# Asks the server to stop and waits for it; a second call does nothing.
stop_server() {
    [[ -n ${server:-} ]] || return 0
    kill "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
    server=
}

# The first text that the member NAME has in a JSON document on standard input. Nothing in the pipe
# stops early, or what is before it would fail.
member() {
    tr '\n' ' ' | grep -o "\"$1\" *: *\"[^\"]*\"" | sed -n '1s/.*: *"\([^"]*\)"$/\1/p'
}

# Posts DATASET as a form, waits for the job to end and downloads its archive to OUTPUT.
#
#   balance_over_http DATASET OUTPUT [FIELD=VALUE...]
balance_over_http() {
    local dataset=$1 output=$2 document id state last='' fields=()
    shift 2
    for field in "$@"; do fields+=(-F "$field"); done
    document=$(curl -sS --fail-with-body -F "dataset=@$dataset" "${fields[@]}" \
        "$address/v1/jobs") || die "the job was refused: $document"
    id=$(member id <<<"$document")
    [[ -n $id ]] || die "no job id in the answer: $document"
    while true; do
        document=$(curl -sS --fail-with-body "$address/v1/jobs/$id") || die "$document"
        state=$(member state <<<"$document")
        if [[ $state != "$last" ]]; then
            printf '    job %s: %s\n' "$id" "$state"
            last=$state
        fi
        case $state in
            queued | running) sleep 0.3 ;;
            succeeded) break ;;
            *) die "the job ended as '$state': $document" ;;
        esac
    done
    curl -sS --fail-with-body -o "$output" "$address/v1/jobs/$id/archive" ||
        die "the download failed: $(head -c 2000 "$output")"
    unzip -tqq "$output" || die "the archive is damaged"
}

# Prints how many images each class has: in the upload, and in each part of the balanced archive.
#
#   print_counts DATASET BALANCED
print_counts() {
    local class format='    %-12s %8s   %8s %8s %8s\n' kept made
    # The names are the columns of the table, not of the program.
    # shellcheck disable=SC2059
    printf "$format" class uploaded train made test
    while read -r class; do
        kept=$(unzip -Z1 "$2" "train/$class/*" | grep -vc -e '-aug[0-9]*\.' || true)
        made=$(unzip -Z1 "$2" "train/$class/*" | grep -c -e '-aug[0-9]*\.' || true)
        # shellcheck disable=SC2059
        printf "$format" "$class" \
            "$(unzip -Z1 "$1" | grep -c -e "^\(.*/\)\?$class/[^/]")" \
            "$((kept + made))" "$made" \
            "$(unzip -Z1 "$2" | grep -c -e "^test/$class/[^/]" || true)"
    done < <(unzip -Z1 "$2" | sed -n 's|^train/\([^/]*\)/..*|\1|p' | sort -u)
}
