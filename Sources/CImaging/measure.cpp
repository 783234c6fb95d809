// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

#include "codec.hpp"

#include <algorithm>
#include <cstring>
#include <opencv2/imgproc.hpp>

using namespace equipoise;

namespace {

/// The size at which sharpness is measured, so that it compares between images of any size.
constexpr int working_side = 256;

/// One half of the digest. A step multiplies the state, into which eight bytes were mixed, to 128
/// bits and folds the two halves together, so that every bit of the input reaches every bit of the
/// state within two steps. The constant added after it keeps a product of zero, once in 2^64, from
/// swallowing all that follows.
struct Lane {
    uint64_t state;
    uint64_t multiplier;

    void absorb(uint64_t word) {
        unsigned __int128 product = static_cast<unsigned __int128>(state ^ word) * multiplier;
        uint64_t folded = static_cast<uint64_t>(product) ^ static_cast<uint64_t>(product >> 64);
        state = folded + 0x9E3779B97F4A7C15; // 2^64 over the golden ratio
    }
};

/// Two lanes over the same words, whose starts and odd multipliers are the first 64 binary places
/// of the roots of 2, 3, 5 and 7. One lane alone would collide by chance among 2^32 images.
struct Digest {
    Lane lanes[2] = {
        {0x6A09E667F3BCC908, 0xBB67AE8584CAA73B},
        {0x3C6EF372FE94F82B, 0xA54FF53A5F1D36F1},
    };

    void absorb(uint64_t word) {
        lanes[0].absorb(word);
        lanes[1].absorb(word);
    }

    /// Takes bytes as little-endian words, the last filled up with zeros.
    void absorb(const uint8_t *bytes, size_t count) {
        uint64_t word = 0;
        for (; count >= sizeof word; bytes += sizeof word, count -= sizeof word) {
            std::memcpy(&word, bytes, sizeof word);
            absorb(word);
        }
        if (count > 0) {
            word = 0;
            std::memcpy(&word, bytes, count);
            absorb(word);
        }
    }
};

/// The shape comes first: it makes the same bytes in other rows another image, and tells where the
/// samples end.
void digest(const cv::Mat &mat, uint64_t result[2]) {
    Digest digest;
    digest.absorb(static_cast<uint64_t>(mat.cols) << 32 | static_cast<uint32_t>(mat.rows));
    digest.absorb(static_cast<uint64_t>(mat.channels()) << 32 | mat.elemSize1());
    for (int y = 0; y < mat.rows; y++) {
        digest.absorb(mat.ptr<uint8_t>(y), mat.cols * mat.elemSize());
    }
    for (int lane = 0; lane < 2; lane++) {
        // The last word has been through one step only.
        digest.lanes[lane].absorb(0);
        digest.lanes[lane].absorb(0);
        result[lane] = digest.lanes[lane].state;
    }
}

/// Types that hold the Laplacian of one pixel, and a row's sum of its squares, no wider than must
/// be: the processor then works on many pixels at once.
template <typename Sample> struct Laplacian;
template <> struct Laplacian<uint8_t> {
    using Value = int16_t;
    using Squares = int32_t;
};
template <> struct Laplacian<uint16_t> {
    using Value = int32_t;
    using Squares = int64_t;
};

/// Variance of the Laplacian (four neighbours less four times the pixel) over all pixels that have
/// four neighbours, in integers up to the last division. Of the working size, at most.
template <typename Sample> double laplacian_variance(const cv::Mat &grey) {
    using Value = typename Laplacian<Sample>::Value;
    using Squares = typename Laplacian<Sample>::Squares;
    int64_t sum = 0, squares = 0;
    for (int y = 1; y + 1 < grey.rows; y++) {
        const Sample *above = grey.ptr<Sample>(y - 1);
        const Sample *row = grey.ptr<Sample>(y);
        const Sample *below = grey.ptr<Sample>(y + 1);
        int32_t row_sum = 0;
        Squares row_squares = 0;
        for (int x = 1; x + 1 < grey.cols; x++) {
            const Value value =
                static_cast<Value>(above[x] + below[x] + row[x - 1] + row[x + 1] - 4 * row[x]);
            row_sum += value;
            row_squares += static_cast<Squares>(value) * value;
        }
        sum += row_sum;
        squares += row_squares;
    }
    const double count = static_cast<double>(grey.rows - 2) * (grey.cols - 2);
    const double mean = static_cast<double>(sum) / count;
    return std::max(0.0, static_cast<double>(squares) / count - mean * mean);
}

double sharpness(const cv::Mat &grey) {
    cv::Mat working = grey;
    const cv::Size size(working_side, working_side);
    if (grey.size() != size) {
        const bool shrinks = grey.cols >= working_side && grey.rows >= working_side;
        cv::resize(grey, working, size, 0, 0, shrinks ? cv::INTER_AREA : cv::INTER_LINEAR);
    }
    return grey.depth() == CV_16U ? laplacian_variance<uint16_t>(working) / (257.0 * 257.0)
                                  : laplacian_variance<uint8_t>(working);
}

/// How much of sample `position` lies in cell `cell` of the thumbnail when `count` samples are
/// spread over its cells: in parts of 1/32 of a sample, as cells then are `count` parts long.
uint32_t overlap(int position, int cell, int count) {
    const int first = std::max(position * eq_thumbnail_side, cell * count);
    const int last = std::min((position + 1) * eq_thumbnail_side, (cell + 1) * count);
    return static_cast<uint32_t>(std::max(0, last - first));
}

/// The samples that lie in a cell, wholly or in part.
struct Cell {
    int begin, end;
    Cell(int cell, int count)
        : begin(cell * count / eq_thumbnail_side),
          end(((cell + 1) * count + eq_thumbnail_side - 1) / eq_thumbnail_side) {}
};

/// Means over the cells of a 32 by 32 grid laid over the image, exact but for one rounding.
template <typename Sample> void thumbnail(const cv::Mat &grey, uint16_t *result) {
    const uint64_t area = static_cast<uint64_t>(grey.cols) * static_cast<uint64_t>(grey.rows);
    const uint64_t scale = 65535 / full_scale(grey);
    // The weights of a column sum to the number of rows: at most 65535 times 65535.
    std::vector<uint32_t> columns(grey.cols);
    for (int row = 0; row < eq_thumbnail_side; row++) {
        std::fill(columns.begin(), columns.end(), 0);
        const Cell rows(row, grey.rows);
        for (int y = rows.begin; y < rows.end; y++) {
            const uint32_t weight = overlap(y, row, grey.rows);
            const Sample *samples = grey.ptr<Sample>(y);
            for (int x = 0; x < grey.cols; x++) {
                columns[x] += weight * samples[x];
            }
        }
        for (int column = 0; column < eq_thumbnail_side; column++) {
            uint64_t sum = 0;
            const Cell cell(column, grey.cols);
            for (int x = cell.begin; x < cell.end; x++) {
                sum += static_cast<uint64_t>(columns[x]) * overlap(x, column, grey.cols);
            }
            *result++ = static_cast<uint16_t>((sum * scale + area / 2) / area);
        }
    }
}

} // namespace

int eq_measure(
    eq_codec *codec, const eq_image *image, eq_measures *measures, uint16_t *thumbnail_samples
) {
    return guarded(codec, [&] {
        cv::Mat grey = image->mat;
        if (grey.channels() != 1) {
            cv::cvtColor(image->mat, grey, cv::COLOR_BGR2GRAY);
        }
        measures->brightness = cv::mean(grey)[0] / full_scale(grey);
        measures->sharpness = sharpness(grey);
        digest(image->mat, measures->digest);
        if (grey.depth() == CV_16U) {
            thumbnail<uint16_t>(grey, thumbnail_samples);
        } else {
            thumbnail<uint8_t>(grey, thumbnail_samples);
        }
        return eq_ok;
    });
}
