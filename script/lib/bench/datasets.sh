# shellcheck shell=bash disable=SC2034,SC2154
# SPDX-FileCopyrightText: 2026 The Equipoise authors
# SPDX-License-Identifier: Apache-2.0

# Sourced by script/bench: the datasets, each made once and kept in `store`. A dataset is a folder
# with the loose images in `images` and zips of them beside it. Reads `binary`, `maker`, `store` and
# `radiographs`.

# Makes a folder of radiographs unless it is there, and sets `dataset` to it.
#
#   make_radiographs NORMAL,BACTERIA,VIRUS jpeg|png
make_radiographs() {
    local from=sample sigma=0.8
    [[ -z $radiographs ]] || { from=real sigma=0; }
    dataset=$store/$from-$2-${1//,/-}
    [[ ! -d $dataset ]] || return 0
    make_pictures "$from"
    say "making $1 images of $2"
    rm -rf "$dataset.new"
    mkdir -p "$dataset.new"
    "$maker" "$store/$from-pictures" "$dataset.new/images" "$1" "$2" "$sigma"
    mv "$dataset.new" "$dataset"
}

# The pictures that radiographs are cut out of: real ones, or those of `equipoise sample`.
make_pictures() {
    local pictures=$store/$1-pictures zip=$radiographs
    [[ ! -d $pictures ]] || return 0
    if [[ -z $zip ]]; then
        zip=$work/pictures.zip
        "$binary" sample "$zip" --counts 12,12,12 --size 1024 >&2
    fi
    rm -rf "$pictures.new"
    unzip -qq "$zip" -d "$pictures.new"
    mv "$pictures.new" "$pictures"
}

# Makes a folder of small images, three classes of unlike sizes, and sets `dataset` to it.
#
#   make_tiny COUNT
make_tiny() {
    local count=$1 large=$(($1 / 2)) middle=$(($1 * 3 / 10))
    dataset=$store/tiny-$count
    [[ ! -d $dataset ]] || return 0
    say "making $count images of 32 × 32"
    rm -rf "$dataset.new"
    "$binary" sample "$work/tiny.zip" --size 32 \
        --counts "$large,$middle,$((count - large - middle))" >&2
    unzip -qq "$work/tiny.zip" -d "$dataset.new"
    mv "$dataset.new/sample" "$dataset.new/images"
    mv "$dataset.new" "$dataset"
    rm "$work/tiny.zip"
}

# Zips the images of `dataset` unless that is done, and prints the zip's path.
#
#   zipped stored|deflated
zipped() {
    local zip=$dataset/$1.zip
    if [[ ! -f $zip ]]; then
        say "zipping $zip"
        (cd "$dataset" && zip -q -r "$([[ $1 == stored ]] && printf -- -0 || printf -- -6)" \
            "$1.new.zip" images)
        mv "$dataset/$1.new.zip" "$zip"
    fi
    printf '%s\n' "$zip"
}

# Three counts in the proportions of others.
#
#   scaled COUNTS FACTOR
scaled() {
    awk -v counts="$1" -v factor="$2" 'BEGIN {
        split(counts, count, ",")
        for (n = 1; n <= 3; n++) {
            images = count[n] * factor + 0.5
            printf("%s%d", (n > 1 ? "," : ""), (images < 2 ? 2 : images))
        }
    }'
}

# The number of files below a folder, and their bytes.
files_in() { find "$1" -type f | wc -l; }
bytes_in() { find "$1" -type f -printf '%s\n' | awk '{ sum += $1 } END { printf "%.0f", sum }'; }
