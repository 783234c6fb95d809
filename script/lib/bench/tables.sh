# shellcheck shell=bash disable=SC2034,SC2154
# SPDX-FileCopyrightText: 2026 The Equipoise authors
# SPDX-License-Identifier: Apache-2.0

# Sourced by script/bench: what was measured, as Markdown. Reads `results`, `part` and `label`.

# Prints "median least most megabytes" of a way's runs; the last is the largest of all runs.
#
#   figures PART/WAY
figures() {
    local file=$results/$1
    [[ -s $file ]] || return 1
    printf '%s %s %s %s\n' "$(cut -d' ' -f1 "$file" | median)" \
        "$(cut -d' ' -f1 "$file" | sort -g | sed -n 1p)" \
        "$(cut -d' ' -f1 "$file" | sort -g | sed -n '$p')" \
        "$(cut -d' ' -f2 "$file" | sort -g | awk 'END { printf "%.0f", $1 / 1024 }')"
}

# Prints the table of a part: the ways that ran, with the ratio of each to the first ways.
#
#   table "BASE..." WAY...
table() {
    local bases way base found
    read -ra bases <<<"$1"
    shift
    printf '| way | seconds | least | most |'
    for base in "${bases[@]}"; do printf ' × %s |' "${short[$base]:-$base}"; done
    printf ' peak memory, MB |\n|---|--:|--:|--:|'
    for base in "${bases[@]}"; do printf -- '--:|'; done
    printf -- '--:|\n'
    for way in "$@"; do
        found=$(figures "$part/$way") || continue
        row "${label[$way]}" "$found" "${bases[@]}"
    done
}

# Prints a row of a table.
#
#   row LABEL "SECONDS LEAST MOST MEGABYTES" BASE...
row() {
    local text=$1 seconds least most memory base other
    read -r seconds least most memory <<<"$2"
    shift 2
    printf '| %s | %.2f | %.2f | %.2f |' "$text" "$seconds" "$least" "$most"
    for base in "$@"; do
        other=$(figures "$part/$base") || other=
        printf ' %s |' "$(ratio "$seconds" "${other%% *}")"
    done
    printf ' %s |\n' "$memory"
}

# A quotient with two decimals, or a dash where there is nothing to divide by.
ratio() {
    awk -v over="$1" -v under="$2" \
        'BEGIN { if (under > 0) printf "%.2f", over / under; else printf "–" }'
}

# Prints how many microseconds each of COUNT images took.
#
#   cost_per_image WAY COUNT
cost_per_image() {
    local found
    found=$(figures "$part/$1") || return 0
    awk -v seconds="${found%% *}" -v count="$2" -v text="${label[$1]}" \
        'BEGIN { printf "- %s: %.0f µs an image\n", text, seconds / count * 1e6 }'
}

# Puts what stands on standard input between the marks of a Markdown file, which is made where it is
# missing; what else is in it stays.
#
#   put_between_marks FILE
put_between_marks() {
    local file=$1 new
    new=$(cat)
    [[ -f $file ]] || printf '# Results\n\n<!-- bench -->\n<!-- /bench -->\n' >"$file"
    [[ $(grep -cxE '<!-- /?bench -->' "$file") -eq 2 ]] ||
        die "$file has no lines <!-- bench --> and <!-- /bench -->"
    {
        sed '/^<!-- bench -->$/q' "$file"
        printf '\n%s\n\n' "$new"
        sed -n '/^<!-- \/bench -->$/,$p' "$file"
    } >"$file.new"
    mv "$file.new" "$file"
}
