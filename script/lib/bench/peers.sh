# shellcheck shell=bash disable=SC2034,SC2154
# SPDX-FileCopyrightText: 2026 The Equipoise authors
# SPDX-License-Identifier: Apache-2.0

# Sourced by script/bench: the programs that ours is compared with. Reads `peers`, `store` and
# `python`.

# Builds the floor and the maker of datasets where they are older than their sources. Sets `floor`
# and `maker`.
build_peers() {
    [[ -f /usr/include/turbojpeg.h ]] ||
        die "the floor needs libturbojpeg0-dev; script/bootstrap bench installs it"
    maker=$store/radiographs
    floor=$store/floor-$(cksum <"$peers/floor.cpp" | tr ' ' -)
    compile Benchmarks/peers/radiographs.cpp "$maker"
    compile "$peers/floor.cpp" "$floor"
}

# Builds a program of one file for this very processor, as who measures a floor would.
#
#   compile SOURCE PROGRAM
compile() {
    [[ ! $2 -nt $1 ]] || return 0
    g++ -O3 -march=native -std=c++17 -I/usr/include/opencv4 "$1" -o "$2" \
        -lopencv_core -lopencv_imgproc -lopencv_imgcodecs -lturbojpeg -lpthread >&2
}

# Sets `python` to the first that has what the scripts need, or to nothing.
find_python() {
    local candidate
    for candidate in ${python:+"$python"} "$store/venv/bin/python" python3 /usr/bin/python3; do
        if "$candidate" -c 'import cv2, numpy, sklearn' 2>/dev/null; then
            python=$candidate
            return 0
        fi
    done
    python=
    left_out+=("The Python ways: no Python with cv2, numpy and sklearn (script/bootstrap bench)")
}

# The ways that there are of the named ones: without Python those that need it are not.
#
#   ways_of WAY...
ways_of() {
    local way
    for way in "$@"; do
        [[ -n $python || ($way != tutorial && $way != careful) ]] || continue
        printf '%s\n' "$way"
    done
}

way_tutorial() { clocked "$python" "$peers/tutorial.py" "$folder" "$work/out.zip"; }

way_careful() { clocked "$python" "$peers/careful.py" "$folder" "$work/out.zip" "$(nproc)"; }

way_floor() { clocked "$floor" "$folder" "$(nproc)" turbo "$floor_format" "$share" 2; }
