// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstddef>
#include <cstdint>
#include <libdeflate.h>
#include <memory>
#include <vector>

namespace equipoise {

/// The rows of a PNG's pixels, for images of whole bytes that are not interlaced: 8 or 16 bits a
/// sample, grey, colour, or colour with alpha (ISO/IEC 15948, clauses 7, 9 and 10).
///
/// libdeflate inflates two to three times as fast as the zlib behind libpng, and inflating is most
/// of what a PNG costs. One reader serves one file after another and keeps its memory.
class PNGReader {
  public:
    struct Shape {
        int width, height;
        /// 1, 3 or 4.
        int channels;
        /// Bits a sample.
        int depth;

        size_t pixel_bytes() const { return static_cast<size_t>(channels) * (depth / 8); }
        size_t row_bytes() const { return width * pixel_bytes(); }
    };

    PNGReader();

    enum class Data { sound, damaged, too_much };

    /// Inflates the image data, which has a checksum of its own, and must be exactly the bytes that
    /// an image of this shape takes.
    Data begin(const uint8_t *stream, size_t count, const Shape &shape);
    /// The next row in the order of the file: red, green, blue; 16-bit samples big-endian. Null
    /// when its filter is none that there is. Valid until the next file.
    const uint8_t *next();
    /// Gives memory back that is more than usual images need.
    void end();

  private:
    struct Free {
        void operator()(libdeflate_decompressor *inflater) const;
    };

    std::unique_ptr<libdeflate_decompressor, Free> inflater;
    Shape shape = {};
    /// For each row its filter's number and its bytes, which are unfiltered in place.
    std::vector<uint8_t> filtered;
    /// What stands above the first row.
    std::vector<uint8_t> zeros;
    const uint8_t *above = nullptr;
    uint8_t *position = nullptr;
};

} // namespace equipoise
