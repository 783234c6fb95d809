# shellcheck shell=bash disable=SC2034,SC2154
# SPDX-FileCopyrightText: 2026 The Equipoise authors
# SPDX-License-Identifier: Apache-2.0

# Sourced by script/bench: what was measured on. Reads `binary` and `python`.

# Prints a list of the machine, the libraries and the date.
describe_machine() {
    printf -- '- %s, %s\n' "$(date -u +%Y-%m-%d)" "$("$binary" version | sed -n 1p)"
    printf -- '- %s; %s processors; %s GB of memory\n' \
        "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | sed -n 1p)" "$(nproc)" \
        "$(awk '/^MemTotal:/ { printf "%.0f", $2 / 1048576 }' /proc/meminfo)"
    printf -- '- Linux %s; %s\n' "$(uname -r)" \
        "$(sed -n 's/^PRETTY_NAME="\(.*\)"$/\1/p' /etc/os-release)"
    printf -- '- OpenCV %s, libjpeg-turbo %s, Swift %s\n' "$(version_of libopencv-core406)" \
        "$(version_of libjpeg62-turbo)" \
        "$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9.]*\).*/\1/p')"
    [[ -z $python ]] || "$python" - <<'END'
import platform
import cv2, numpy, sklearn
versions = f"cv2 {cv2.__version__}, numpy {numpy.__version__}, sklearn {sklearn.__version__}"
print(f"- Python {platform.python_version()}, {versions}")
END
}

# The version of an installed package of Debian.
version_of() {
    # shellcheck disable=SC2016
    dpkg-query -W -f='${Version}' "$1" 2>/dev/null || printf 'unknown'
}
