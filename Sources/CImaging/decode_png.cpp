// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

#include "codec.hpp"

using namespace equipoise;

namespace {

/// Samples of a row in OpenCV's order: blue before red, and 16 bits in the machine's byte order.
template <typename Sample> void reorder(const uint8_t *row, int width, int channels, Sample *out) {
    const auto sample = [row](int index) -> Sample {
        if (sizeof(Sample) == 1) {
            return row[index];
        }
        return static_cast<Sample>(row[2 * index] << 8 | row[2 * index + 1]);
    };
    if (channels == 1) {
        for (int x = 0; x < width; x++) {
            out[x] = sample(x);
        }
        return;
    }
    for (int x = 0; x < width; x++, out += channels) {
        const int first = x * channels;
        out[0] = sample(first + 2);
        out[1] = sample(first + 1);
        out[2] = sample(first);
        if (channels == 4) {
            out[3] = sample(first + 3);
        }
    }
}

void reorder(const uint8_t *row, const PNGReader::Shape &shape, void *out) {
    if (shape.depth == 16) {
        reorder(row, shape.width, shape.channels, static_cast<uint16_t *>(out));
    } else {
        reorder(row, shape.width, shape.channels, static_cast<uint8_t *>(out));
    }
}

/// Gives every row to the resampler, which makes `mat` of them.
bool shrink(eq_codec *codec, const PNGReader::Shape &shape, cv::Mat &mat) {
    codec->resampler.begin(cv::Size(shape.width, shape.height), mat);
    const bool is_ready = shape.channels == 1 && shape.depth == 8;
    codec->rows.resize(is_ready ? 0 : shape.row_bytes());
    for (int y = 0; y < shape.height; y++) {
        const uint8_t *row = codec->png.next();
        if (row == nullptr) {
            return false;
        }
        if (!is_ready) {
            reorder(row, shape, codec->rows.data());
            row = codec->rows.data();
        }
        codec->resampler.push(row);
    }
    return true;
}

bool copy(eq_codec *codec, const PNGReader::Shape &shape, cv::Mat &mat) {
    for (int y = 0; y < shape.height; y++) {
        const uint8_t *row = codec->png.next();
        if (row == nullptr) {
            return false;
        }
        reorder(row, shape, mat.ptr(y));
    }
    return true;
}

} // namespace

int eq_decode_png(
    eq_codec *codec,
    const uint8_t *stream,
    size_t count,
    int width,
    int height,
    int channels,
    int depth,
    int target_width,
    int target_height,
    eq_image **image
) {
    return making(codec, image, [&](cv::Mat &mat) -> int {
        const PNGReader::Shape shape = {width, height, channels, depth};
        const PNGReader::Data data = codec->png.begin(stream, count, shape);
        if (data != PNGReader::Data::sound) {
            codec->png.end();
            const bool is_damaged = data == PNGReader::Data::damaged;
            return fail(
                codec, is_damaged ? eq_refused : eq_failed,
                is_damaged ? "the PNG's image data is damaged or incomplete"
                           : "the PNG has more image data than it takes"
            );
        }
        mat.create(
            target_height, target_width, CV_MAKETYPE(depth == 16 ? CV_16U : CV_8U, channels)
        );
        const bool is_whole = target_width == width && target_height == height;
        const bool is_sound = is_whole ? copy(codec, shape, mat) : shrink(codec, shape, mat);
        codec->png.end();
        return is_sound ? eq_ok : fail(codec, eq_refused, "the PNG has a filter that is none");
    });
}

uint32_t eq_crc32(const uint8_t *bytes, size_t count) { return libdeflate_crc32(0, bytes, count); }
