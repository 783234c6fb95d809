// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

#include "area.hpp"

#include <algorithm>
#include <cstring>

namespace {

#if defined(__x86_64__)
#define EQ_AVX2 __attribute__((target("avx2")))
bool has_avx2() {
    static const bool answer = __builtin_cpu_supports("avx2");
    return answer;
}
#else
#define EQ_AVX2
bool has_avx2() { return false; }
#endif
#define EQ_INLINE static inline __attribute__((always_inline))
#define EQ_INLINE_CLOSURE __attribute__((always_inline))

/// Pixels that are weighed at a time, and pixels of the result that are made of them at a time.
/// The compiler makes of these vectors whatever the processor has.
constexpr int lanes = 8, columns = 4;
template <typename Element, int count> struct Vector {
    typedef Element type
        __attribute__((vector_size(count * sizeof(Element)), aligned(sizeof(Element))));
};

template <typename Sum, typename Sample>
EQ_INLINE void add(Sum *__restrict sums, const Sample *__restrict row, int count) {
    for (int x = 0; x < count; x++) {
        sums[x] = static_cast<Sum>(sums[x] + row[x]);
    }
}

/// The parts of two rows and the whole ones between them, whose sums are cleared.
template <typename Sum, typename Sample>
EQ_INLINE void blend(
    int32_t *__restrict line,
    const Sample *__restrict above,
    uint32_t carried,
    Sum *__restrict whole,
    uint32_t parts,
    const Sample *__restrict row,
    uint32_t missing,
    int count
) {
    for (int x = 0; x < count; x++) {
        line[x] = static_cast<int32_t>(above[x] * carried + whole[x] * parts + row[x] * missing);
        whole[x] = 0;
    }
}

/// The sums of the products of two rows of numbers, in four parts. By reference, because without
/// AVX there is no agreed way to return so large a vector.
template <typename Lane>
EQ_INLINE void products(
    const int32_t *values, const Lane *weights, int taps, typename Vector<Lane, 4>::type &parts
) {
    using Lanes = typename Vector<Lane, lanes>::type;
    using Values = typename Vector<int32_t, lanes>::type;
    Lanes sums = {};
    for (int tap = 0; tap < taps; tap += lanes) {
        const Values &some = *reinterpret_cast<const Values *>(values + tap);
        sums +=
            __builtin_convertvector(some, Lanes) * *reinterpret_cast<const Lanes *>(weights + tap);
    }
    parts = __builtin_shufflevector(sums, sums, 0, 1, 2, 3) +
            __builtin_shufflevector(sums, sums, 4, 5, 6, 7);
}

/// One channel of a row of the result. `line` has zeros behind its last sample, and there are
/// begins and weights up to a whole number of `columns`.
template <typename Sample, typename Lane>
EQ_INLINE void gather(
    Sample *result,
    int stride,
    int width,
    const int32_t *line,
    const int *begins,
    const Lane *weights,
    int taps,
    double area
) {
    using Doubles = typename Vector<double, columns>::type;
    using Integers = typename Vector<int32_t, columns>::type;
    using Packed = typename Vector<Sample, columns>::type;
    // The sums are whole numbers: half of one more keeps a quotient that is whole from being
    // rounded below itself, and changes no other.
    const double half = static_cast<double>(static_cast<int64_t>(area) / 2) + 0.5;
    const double scale = 1 / area;
    for (int column = 0; column < width; column += columns, weights += columns * taps) {
        typename Vector<Lane, 4>::type a, b, c, d;
        products(line + begins[column], weights, taps, a);
        products(line + begins[column + 1], weights + taps, taps, b);
        products(line + begins[column + 2], weights + 2 * taps, taps, c);
        products(line + begins[column + 3], weights + 3 * taps, taps, d);
        const auto ab =
            __builtin_shufflevector(a, b, 0, 1, 4, 5) + __builtin_shufflevector(a, b, 2, 3, 6, 7);
        const auto cd =
            __builtin_shufflevector(c, d, 0, 1, 4, 5) + __builtin_shufflevector(c, d, 2, 3, 6, 7);
        const auto sums = __builtin_shufflevector(ab, cd, 0, 2, 4, 6) +
                          __builtin_shufflevector(ab, cd, 1, 3, 5, 7);
        const Doubles means = (__builtin_convertvector(sums, Doubles) + half) * scale;
        const Integers samples = __builtin_convertvector(means, Integers);
        const int count = width - column < columns ? width - column : columns;
        if (count == columns && stride == 1) {
            const auto packed = __builtin_convertvector(samples, Packed);
            std::memcpy(result + column, &packed, sizeof packed);
            continue;
        }
        for (int next = 0; next < count; next++) {
            result[(column + next) * stride] = static_cast<Sample>(samples[next]);
        }
    }
}

/// Does some work in code for this processor, or for the oldest. The work is a closure that is put
/// into either, hence EQ_INLINE_CLOSURE.
template <typename Work> EQ_AVX2 void with_avx2(Work work) { work(); }

template <typename Work> void run(bool is_portable, Work work) {
    if (is_portable || !has_avx2()) {
        work();
    } else {
        with_avx2(work);
    }
}

} // namespace

namespace equipoise {

namespace {

template <typename Element> Element *elements(std::vector<unsigned char> &bytes) {
    return static_cast<Element *>(static_cast<void *>(bytes.data()));
}

int rounded_up(int count, int step) { return (count + step - 1) / step * step; }

} // namespace

void AreaResampler::begin(cv::Size size, cv::Mat &result) {
    CV_Assert(size.width >= result.cols && size.height >= result.rows && !result.empty());
    CV_Assert(result.depth() == CV_8U || result.depth() == CV_16U);
    const int64_t most = result.depth() == CV_8U ? 255 : 65535;
    // The sum of a column, weighed, is what `line` holds.
    CV_Assert(most * size.height <= INT32_MAX);
    source = size;
    target = &result;
    channels = result.channels();
    samples = size.width * channels;
    row = 0;
    missing = size.height;
    carried = 0;
    is_short = result.depth() == CV_8U && size.height / result.rows < 256;
    is_narrow = most * size.width * size.height <= INT32_MAX;
    above.resize(samples * result.elemSize1());
    whole.assign(samples * (is_short ? sizeof(uint16_t) : sizeof(uint32_t)), 0);
    is_narrow ? weigh<int32_t>() : weigh<double>();
    line_length = size.width + taps;
    line.assign(static_cast<size_t>(line_length) * channels, 0);
    mixed.resize(channels == 1 ? 0 : samples);
}

template <typename Lane> void AreaResampler::weigh() {
    const int from = source.width, to = target->cols;
    if (weighed_source == from && weighed_target == to && weighed_narrow == is_narrow) {
        return;
    }
    weighed_source = from;
    weighed_target = to;
    weighed_narrow = is_narrow;
    // A column takes the parts from `column * from` up; pixel x has those from `x * to` up.
    const auto begin = [&](int column) { return static_cast<int64_t>(column) * from; };
    int most = 0;
    begins.assign(rounded_up(to, columns), 0);
    for (int column = 0; column < to; column++) {
        begins[column] = static_cast<int>(begin(column) / to);
        const int end = static_cast<int>((begin(column + 1) + to - 1) / to);
        most = std::max(most, end - begins[column]);
    }
    taps = rounded_up(most, lanes);
    weights.assign(begins.size() * taps * sizeof(Lane), 0);
    Lane *weight = elements<Lane>(weights);
    for (int column = 0; column < to; column++) {
        for (int tap = 0; tap < taps; tap++) {
            const int64_t pixel = static_cast<int64_t>(begins[column] + tap) * to;
            const int64_t first = std::max(pixel, begin(column));
            const int64_t last = std::min(pixel + to, begin(column + 1));
            *weight++ = static_cast<Lane>(std::max<int64_t>(0, last - first));
        }
    }
}

template <typename Sample, typename Sum> void AreaResampler::push_samples(const Sample *in) {
    const int parts = target->rows;
    Sum *sums = elements<Sum>(whole);
    if (missing > parts) {
        run(is_portable, [&]() EQ_INLINE_CLOSURE { add(sums, in, samples); });
        missing -= parts;
        return;
    }
    int32_t *mix = channels == 1 ? line.data() : mixed.data();
    const Sample *before = elements<Sample>(above);
    run(is_portable, [&]() EQ_INLINE_CLOSURE {
        blend<Sum, Sample>(mix, before, carried, sums, parts, in, missing, samples);
    });
    is_narrow ? emit<Sample, int32_t>() : emit<Sample, double>();
    carried = parts - missing;
    missing = source.height - carried;
    std::copy_n(in, samples, elements<Sample>(above));
}

template <typename Sample, typename Lane> void AreaResampler::emit() {
    for (int channel = 0; channels > 1 && channel < channels; channel++) {
        int32_t *plane = line.data() + static_cast<size_t>(line_length) * channel;
        for (int x = 0; x < source.width; x++) {
            plane[x] = mixed[x * channels + channel];
        }
    }
    const double area = static_cast<double>(source.width) * source.height;
    for (int channel = 0; channel < channels; channel++) {
        Sample *out = target->ptr<Sample>(row) + channel;
        const int32_t *in = line.data() + static_cast<size_t>(line_length) * channel;
        const Lane *shares = elements<Lane>(weights);
        const auto weigh_by = [&](int count) EQ_INLINE_CLOSURE {
            gather(out, channels, target->cols, in, begins.data(), shares, count, area);
        };
        run(is_portable, [&]() EQ_INLINE_CLOSURE {
            // The usual case by itself, without a loop over taps.
            taps == lanes ? weigh_by(lanes) : weigh_by(taps);
        });
    }
    row++;
}

void AreaResampler::push(const void *in) {
    CV_Assert(target != nullptr && row < target->rows);
    if (target->depth() == CV_16U) {
        push_samples<uint16_t, uint32_t>(static_cast<const uint16_t *>(in));
    } else if (is_short) {
        push_samples<uint8_t, uint16_t>(static_cast<const uint8_t *>(in));
    } else {
        push_samples<uint8_t, uint32_t>(static_cast<const uint8_t *>(in));
    }
}

} // namespace equipoise
