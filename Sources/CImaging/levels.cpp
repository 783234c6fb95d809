// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

#include "codec.hpp"

#include <cmath>
#include <limits>

using namespace equipoise;

namespace {

/// Sends every sample through a table of what `law` makes of each level.
///
/// The law gives a number that is rounded to the nearest level, halves to even, and saturates.
template <typename Sample, typename Law>
void through_table(const cv::Mat &from, cv::Mat &to, Law law) {
    constexpr int levels = std::numeric_limits<Sample>::max() + 1;
    std::vector<Sample> table(levels);
    for (int level = 0; level < levels; level++) {
        table[level] = cv::saturate_cast<Sample>(law(level));
    }
    to.create(from.size(), from.type());
    const int count = from.cols * from.channels();
    for (int y = 0; y < from.rows; y++) {
        const Sample *in = from.ptr<Sample>(y);
        Sample *out = to.ptr<Sample>(y);
        for (int x = 0; x < count; x++) {
            out[x] = table[in[x]];
        }
    }
}

template <typename Law>
int through_table(eq_codec *codec, const eq_image *image, Law law, eq_image **result) {
    return making(codec, result, [&](cv::Mat &mat) {
        if (image->mat.depth() == CV_16U) {
            through_table<uint16_t>(image->mat, mat, law);
        } else {
            through_table<uint8_t>(image->mat, mat, law);
        }
        return eq_ok;
    });
}

} // namespace

int eq_linear(
    eq_codec *codec, const eq_image *image, double factor, double offset, eq_image **result
) {
    // convertTo computes in float, fused on processors that have FMA and not on the others, and
    // where a half is to be rounded that shows. Here the sum is exact in double (factors have 24
    // bits and levels 16) and rounded to float once, which is what FMA does, on every processor.
    const double narrow_factor = static_cast<float>(factor);
    const double narrow_offset = static_cast<float>(offset);
    auto law = [=](int level) { return static_cast<float>(narrow_factor * level + narrow_offset); };
    return through_table(codec, image, law, result);
}

int eq_power(eq_codec *codec, const eq_image *image, double exponent, eq_image **result) {
    // libm's last bit differs between processors. No level of 8 or 16 bits to a power in
    // thousandths is nearer to a half than 10⁻⁹, a hundred times what that bit amounts to.
    const int full = full_scale(image->mat);
    auto law = [=](int level) {
        return full * std::pow(static_cast<double>(level) / full, exponent);
    };
    return through_table(codec, image, law, result);
}
