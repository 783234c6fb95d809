// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

#include "png.hpp"

#include <cstdlib>
#include <new>

namespace equipoise {

namespace {

/// Memory that is kept from one file to the next.
constexpr size_t usual_bytes = 16 << 20;

/// The one of left, above and upper left that is nearest to left + above − upper left (9.4).
inline int paeth(int left, int above, int corner) {
    const int to_left = std::abs(above - corner);
    const int to_above = std::abs(left - corner);
    const int to_corner = std::abs(left + above - 2 * corner);
    // Written so that the compiler chooses without a branch, which no processor could foretell.
    int nearest = to_above <= to_corner ? above : corner;
    int distance = to_above <= to_corner ? to_above : to_corner;
    return to_left <= distance ? left : nearest;
}

void add_left(uint8_t *row, size_t count, size_t pixel) {
    for (size_t at = pixel; at < count; at++) {
        row[at] = static_cast<uint8_t>(row[at] + row[at - pixel]);
    }
}

void add_above(uint8_t *__restrict row, const uint8_t *__restrict above, size_t count) {
    for (size_t at = 0; at < count; at++) {
        row[at] = static_cast<uint8_t>(row[at] + above[at]);
    }
}

void add_average(uint8_t *row, const uint8_t *above, size_t count, size_t pixel) {
    for (size_t at = 0; at < pixel; at++) {
        row[at] = static_cast<uint8_t>(row[at] + above[at] / 2);
    }
    for (size_t at = pixel; at < count; at++) {
        row[at] = static_cast<uint8_t>(row[at] + (row[at - pixel] + above[at]) / 2);
    }
}

/// With the number of bytes in a pixel known, its bytes are worked on side by side, and the ones
/// to the left stay in registers.
template <size_t pixel> void add_paeth(uint8_t *row, const uint8_t *above, size_t count) {
    int left[pixel] = {}, corner[pixel] = {};
    for (size_t at = 0; at < count; at += pixel) {
        for (size_t byte = 0; byte < pixel; byte++) {
            const int up = above[at + byte];
            const int value = row[at + byte] + paeth(left[byte], up, corner[byte]);
            row[at + byte] = static_cast<uint8_t>(value);
            left[byte] = value & 0xFF;
            corner[byte] = up;
        }
    }
}

void add_paeth(uint8_t *row, const uint8_t *above, size_t count, size_t pixel) {
    switch (pixel) {
    case 1:
        return add_paeth<1>(row, above, count);
    case 2:
        return add_paeth<2>(row, above, count);
    case 3:
        return add_paeth<3>(row, above, count);
    case 4:
        return add_paeth<4>(row, above, count);
    case 6:
        return add_paeth<6>(row, above, count);
    default:
        return add_paeth<8>(row, above, count);
    }
}

} // namespace

void PNGReader::Free::operator()(libdeflate_decompressor *inflater) const {
    libdeflate_free_decompressor(inflater);
}

PNGReader::PNGReader() : inflater(libdeflate_alloc_decompressor()) {
    if (inflater == nullptr) {
        throw std::bad_alloc();
    }
}

PNGReader::Data PNGReader::begin(const uint8_t *stream, size_t count, const Shape &announced) {
    shape = announced;
    const size_t whole = (shape.row_bytes() + 1) * shape.height;
    filtered.resize(whole);
    zeros.assign(shape.row_bytes(), 0);
    position = filtered.data();
    above = zeros.data();
    // A stream that does not make exactly these bytes is refused, and so is one with a checksum
    // that is not theirs: no byte of what the memory held before is ever seen.
    switch (
        libdeflate_zlib_decompress(inflater.get(), stream, count, filtered.data(), whole, nullptr)
    ) {
    case LIBDEFLATE_SUCCESS:
        return Data::sound;
    case LIBDEFLATE_INSUFFICIENT_SPACE:
        return Data::too_much;
    default:
        return Data::damaged;
    }
}

const uint8_t *PNGReader::next() {
    const size_t count = shape.row_bytes(), pixel = shape.pixel_bytes();
    const uint8_t filter = *position;
    uint8_t *row = position + 1;
    switch (filter) {
    case 0:
        break;
    case 1:
        add_left(row, count, pixel);
        break;
    case 2:
        add_above(row, above, count);
        break;
    case 3:
        add_average(row, above, count, pixel);
        break;
    case 4:
        add_paeth(row, above, count, pixel);
        break;
    default:
        return nullptr;
    }
    above = row;
    position = row + count;
    return row;
}

void PNGReader::end() {
    if (filtered.size() > usual_bytes) {
        filtered = std::vector<uint8_t>();
    }
}

} // namespace equipoise
