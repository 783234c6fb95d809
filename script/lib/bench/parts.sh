# shellcheck shell=bash disable=SC2034,SC2154
# SPDX-FileCopyrightText: 2026 The Equipoise authors
# SPDX-License-Identifier: Apache-2.0

# Sourced by script/bench: what is measured, part by part. Each prints its section. Reads `counts`,
# `tiny`, `large_bytes` and what the other files of this folder set.

# What a section says of its dataset.
describe() {
    printf '%s images, %.0f MB in loose files.' "$(files_in "$dataset/images")" \
        "$(bytes_in "$dataset/images" | awk '{ print $1 / 1e6 }')"
}

# Sets `folder`, `floor_format` and `share`, the artificial images of our archive for each original.
#
#   prepare_floor .jpg|.png
prepare_floor() {
    local names=$work/names
    folder=$dataset/images floor_format=$1
    "$binary" balance "$dataset/stored.zip" -o "$work/out.zip" >&2 ||
        die "balancing $dataset/stored.zip failed"
    unzip -Z1 "$work/out.zip" | grep -E '^(train|validation|test)/.*[^/]$' >"$names"
    share=$(awk '/-aug[0-9]+\.[a-z]+$/ { made++ } END { printf "%.4f", made / (NR - made) }' \
        "$names")
    images_out=$(wc -l <"$names")
}

part_main() {
    local ways over_http stored
    make_radiographs "$counts" jpeg
    zipped stored >"$work/zip"
    zipped deflated >>"$work/zip"
    warm "$dataset"
    prepare_floor .jpg
    mapfile -t ways < <(ways_of tutorial careful floor stored deflated http)
    in_turns "${ways[@]}"
    printf '\n### Radiographs\n\n'
    describe
    printf ' Balanced to %s images of 256 × 256.\n\n' "$images_out"
    table 'floor tutorial careful' tutorial careful floor stored deflated http
    over_http=$(figures main/http) || over_http=
    stored=$(figures main/stored) || stored=
    printf '\nOver HTTP: %s times the command line.\n' \
        "$(ratio "${over_http%% *}" "${stored%% *}")"
}

part_scaling() {
    make_radiographs "$counts" jpeg
    zipped stored >"$work/zip"
    warm "$dataset/stored.zip"
    in_turns workers1 workers2
    printf '\n### Workers\n\n'
    table workers1 workers1 workers2
    printf '\n'
    same_archives 1 2 4 16
}

# Balances with each number of workers and compares the archives byte for byte.
#
#   same_archives WORKERS...
same_archives() {
    local workers first='' list=$*
    for workers in "$@"; do
        balance stored --workers "$workers" >"$work/first" ||
            die "balancing failed: $(cat "$work/log")"
        if [[ -z $first ]]; then
            first=$work/first.zip
            mv "$work/out.zip" "$first"
        else
            cmp "$first" "$work/out.zip" >&2 || die "the archives of 1 and $workers workers differ"
        fi
    done
    rm -f "$first"
    printf 'The archives of %s workers are the same, byte for byte.\n' "${list// /, }"
}

part_png() {
    local ways
    make_radiographs "$(scaled "$counts" 0.1)" png
    zipped stored >"$work/zip"
    warm "$dataset"
    prepare_floor .png
    mapfile -t ways < <(ways_of tutorial careful floor stored)
    in_turns "${ways[@]}"
    printf '\n### PNG\n\n'
    describe
    printf ' The floor and ours write PNG, the careful way JPEG.\n\n'
    table 'floor tutorial careful' tutorial careful floor stored
}

part_original() {
    make_radiographs "$counts" jpeg
    zipped stored >"$work/zip"
    warm "$dataset"
    in_turns zip copied original
    printf '\n### size=original\n\n'
    describe
    printf '\n\n'
    table zip zip copied original
}

part_tiny() {
    make_tiny "$tiny"
    zipped stored >"$work/zip"
    warm "$dataset"
    in_turns zip copied
    printf '\n### Images of 32 × 32\n\n'
    describe
    printf '\n\n'
    table zip zip copied
    printf '\n'
    cost_per_image zip "$tiny"
    cost_per_image copied "$tiny"
}

part_large() {
    local small large
    make_radiographs "$counts" jpeg
    zipped stored >"$work/zip"
    once stored
    small=$(figures large/stored)
    make_radiographs "$(scaled "$counts" "$(large_factor)")" jpeg
    zipped stored >"$work/zip"
    mv "$results/large/stored" "$results/large/small"
    once stored
    large=$(figures large/stored)
    printf '\n### A large dataset\n\n'
    describe
    printf '\nPeak memory: %s MB, %s times that of the first dataset, %s MB. ' "${large##* }" \
        "$(ratio "${large##* }" "${small##* }")" "${small##* }"
    printf 'It took %.1f s.\n' "${large%% *}"
}

# How many times the first dataset the large one is: ten times, or what --large asks for.
large_factor() {
    if [[ -z $large_bytes ]]; then
        printf '10\n'
    else
        ratio "$large_bytes" "$(bytes_in "$dataset/images")"
    fi
}
