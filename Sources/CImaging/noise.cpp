// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

#include "codec.hpp"

#include <array>
#include <limits>

using namespace equipoise;

namespace {

/// One half of the normal law: 32,768 distances from the mean, each as likely as the others.
constexpr int quantiles = 1 << 15;
/// A standard deviation in the units of the table.
constexpr int deviation = 4096;

/// The quantiles, found by adding up the density with nothing but additions, multiplications and
/// divisions, which give the same bits on every machine; libm does not.
std::array<uint16_t, quantiles> make_quantiles() {
#pragma STDC FP_CONTRACT OFF
    constexpr double step = 1.0 / 1024;
    // exp(−step²/2) by its series, of which the next term is below 10⁻²⁵.
    constexpr double exponent = step * step / 2;
    constexpr double shrinks =
        1 - exponent + exponent * exponent / 2 - exponent * exponent * exponent / 6;
    double density = 0.398942280401432678;
    // The density at x + step is that at x times exp(−x·step − step²/2).
    double ratio = shrinks;
    double below = 0, x = 0;
    std::array<uint16_t, quantiles> table;
    for (int index = 0; index < quantiles; index++) {
        const double wanted = (index + 0.5) / (2 * quantiles);
        double next = density * ratio;
        double mass = (density + next) / 2 * step;
        while (below + mass < wanted) {
            below += mass;
            x += step;
            density = next;
            ratio *= shrinks * shrinks;
            next = density * ratio;
            mass = (density + next) / 2 * step;
        }
        const double distance = x + step * ((wanted - below) / mass);
        table[index] = static_cast<uint16_t>(distance * deviation + 0.5);
    }
    return table;
}

/// The finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).
uint64_t mixed(uint64_t bits) {
    bits = (bits ^ bits >> 30) * 0xBF58476D1CE4E5B9;
    bits = (bits ^ bits >> 27) * 0x94D049BB133111EB;
    return bits ^ bits >> 31;
}

constexpr uint64_t golden = 0x9E3779B97F4A7C15;

/// Adds noise; `scale` is the standard deviation in levels over `deviation`, times 2²⁴.
///
/// Four samples share a hash, which the seed and the number of the four decide: 16 bits for each,
/// one for the sign and 15 for the distance. A half is rounded away from 0 on either side.
template <typename Sample>
void add_noise(const cv::Mat &from, cv::Mat &to, uint32_t seed, int64_t scale) {
    static const std::array<uint16_t, quantiles> table = make_quantiles();
    constexpr int64_t full = std::numeric_limits<Sample>::max();
    const uint64_t start = mixed(seed + golden);
    const size_t count = from.total() * from.channels();
    const Sample *in = from.ptr<Sample>();
    Sample *out = to.ptr<Sample>();
    auto noisy = [&](Sample value, uint64_t bits) {
        const int64_t size = (table[bits & (quantiles - 1)] * scale + (1 << 23)) >> 24;
        const int64_t sum = value + (bits & quantiles ? -size : size);
        return static_cast<Sample>(sum < 0 ? 0 : sum > full ? full : sum);
    };
    size_t index = 0;
    for (; index + 4 <= count; index += 4) {
        const uint64_t bits = mixed(start + (index / 4 + 1) * golden);
        out[index] = noisy(in[index], bits);
        out[index + 1] = noisy(in[index + 1], bits >> 16);
        out[index + 2] = noisy(in[index + 2], bits >> 32);
        out[index + 3] = noisy(in[index + 3], bits >> 48);
    }
    for (uint64_t bits = mixed(start + (index / 4 + 1) * golden); index < count; index++) {
        out[index] = noisy(in[index], bits);
        bits >>= 16;
    }
}

} // namespace

int eq_noise(
    eq_codec *codec, const eq_image *image, int centilevels, uint32_t seed, eq_image **result
) {
    return making(codec, result, [&](cv::Mat &mat) {
        const cv::Mat source = image->mat.isContinuous() ? image->mat : image->mat.clone();
        mat.create(source.size(), source.type());
        // 2²⁴ over a hundred times the table's deviation is 1024/25.
        if (source.depth() == CV_16U) {
            add_noise<uint16_t>(source, mat, seed, (centilevels * 257 * 1024LL + 12) / 25);
        } else {
            add_noise<uint8_t>(source, mat, seed, (centilevels * 1024LL + 12) / 25);
        }
        return eq_ok;
    });
}
