// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

#include "codec.hpp"

#include <algorithm>
#include <climits>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

using namespace equipoise;

namespace {

int refused(eq_codec *codec) {
    const JPEGReader &reader = codec->reader;
    const int status = reader.is_out_of_memory() ? eq_out_of_memory : eq_refused;
    return fail(codec, status, reader.message());
}

/// Decodes a JPEG that is ready to be read, row by row, into as many rows as it has.
int decode_whole(eq_codec *codec, cv::Mat &mat) {
    JPEGReader &reader = codec->reader;
    mat.create(reader.height(), reader.width(), CV_8UC(reader.channels()));
    for (int y = 0; y < mat.rows;) {
        uint8_t *row = mat.ptr(y);
        const int count = reader.read(&row, 1);
        if (count == 0) {
            return refused(codec);
        }
        y += count;
    }
    return reader.finish() ? eq_ok : refused(codec);
}

/// The same through the resampler, with no more than a few rows in memory.
int decode_smaller(eq_codec *codec, int width, int height, cv::Mat &mat) {
    constexpr int most_rows = 16;
    JPEGReader &reader = codec->reader;
    const size_t row_bytes = static_cast<size_t>(reader.width()) * reader.channels();
    codec->rows.resize(row_bytes * most_rows);
    uint8_t *rows[most_rows];
    for (int row = 0; row < most_rows; row++) {
        rows[row] = codec->rows.data() + row_bytes * row;
    }
    mat.create(height, width, CV_8UC(reader.channels()));
    codec->resampler.begin(cv::Size(reader.width(), reader.height()), mat);
    for (int left = reader.height(); left > 0;) {
        const int count = reader.read(rows, std::min(left, most_rows));
        if (count == 0) {
            return refused(codec);
        }
        for (int row = 0; row < count; row++) {
            codec->resampler.push(rows[row]);
        }
        left -= count;
    }
    return reader.finish() ? eq_ok : refused(codec);
}

} // namespace

int eq_decode_jpeg(
    eq_codec *codec,
    const uint8_t *bytes,
    size_t count,
    int width,
    int height,
    int target_width,
    int target_height,
    bool grey,
    eq_image **image
) {
    return making(codec, image, [&](cv::Mat &mat) -> int {
        JPEGReader &reader = codec->reader;
        if (!reader.begin(bytes, count, grey)) {
            return refused(codec);
        }
        if (reader.width() != width || reader.height() != height) {
            return fail(codec, eq_refused, "the JPEG's headers disagree");
        }
        if (target_width == width && target_height == height) {
            return decode_whole(codec, mat);
        }
        return decode_smaller(codec, target_width, target_height, mat);
    });
}

int eq_decode(
    eq_codec *codec,
    const uint8_t *bytes,
    size_t count,
    int width,
    int height,
    int channels,
    int depth,
    eq_image **image
) {
    return making(codec, image, [&](cv::Mat &mat) -> int {
        if (count > INT_MAX) {
            return fail(codec, eq_refused, "the file is larger than 2 GiB");
        }
        // imdecode writes into a matrix that already has the right shape, so what the decoder
        // leaves out is zero and never what the memory held before.
        mat = cv::Mat::zeros(height, width, CV_MAKETYPE(depth == 16 ? CV_16U : CV_8U, channels));
        const unsigned char *prepared = mat.data;
        cv::Mat source(1, static_cast<int>(count), CV_8UC1, const_cast<uint8_t *>(bytes));
        int errors = tiff_errors();
        cv::imdecode(source, cv::IMREAD_UNCHANGED, &mat);
        if (mat.empty() || tiff_errors() != errors) {
            return fail(codec, eq_refused, "the pixels are damaged or incomplete");
        }
        if (mat.data != prepared) {
            return fail(codec, eq_refused, "the decoder finds another shape than the header says");
        }
        return eq_ok;
    });
}

bool eq_reports_tiff_errors(void) { return counts_tiff_errors(); }

namespace {

/// Copies the colours of four-channel pixels into three, blended with black or as they are.
template <typename Sample>
void drop_alpha(const cv::Mat &from, cv::Mat &to, bool blend, bool *translucent) {
    const uint32_t full = full_scale(from);
    uint32_t opacity = full;
    for (int y = 0; y < from.rows; y++) {
        const Sample *in = from.ptr<Sample>(y);
        Sample *out = to.ptr<Sample>(y);
        for (int x = 0; x < from.cols; x++, in += 4, out += 3) {
            const uint32_t alpha = in[3];
            opacity = alpha < opacity ? alpha : opacity;
            for (int channel = 0; channel < 3; channel++) {
                const uint32_t value = in[channel];
                out[channel] =
                    static_cast<Sample>(blend ? (value * alpha + full / 2) / full : value);
            }
        }
    }
    *translucent = opacity < full;
}

} // namespace

int eq_drop_alpha(eq_codec *codec, eq_image *image, bool blend, bool *translucent) {
    return guarded(codec, [&] {
        cv::Mat result(image->mat.rows, image->mat.cols, CV_MAKETYPE(image->mat.depth(), 3));
        if (image->mat.depth() == CV_16U) {
            drop_alpha<uint16_t>(image->mat, result, blend, translucent);
        } else {
            drop_alpha<uint8_t>(image->mat, result, blend, translucent);
        }
        image->mat = result;
        return eq_ok;
    });
}

int eq_keep_first_channel(eq_codec *codec, eq_image *image) {
    return guarded(codec, [&] {
        cv::Mat result;
        cv::extractChannel(image->mat, result, 0);
        image->mat = result;
        return eq_ok;
    });
}

int eq_to_grey(eq_codec *codec, eq_image *image) {
    return guarded(codec, [&] {
        cv::Mat result;
        cv::cvtColor(image->mat, result, cv::COLOR_BGR2GRAY);
        image->mat = result;
        return eq_ok;
    });
}

int eq_to_colour(eq_codec *codec, eq_image *image) {
    return guarded(codec, [&] {
        cv::Mat result;
        cv::cvtColor(image->mat, result, cv::COLOR_GRAY2BGR);
        image->mat = result;
        return eq_ok;
    });
}

int eq_invert(eq_codec *codec, eq_image *image) {
    return guarded(codec, [&] {
        cv::bitwise_not(image->mat, image->mat);
        return eq_ok;
    });
}

int eq_orient(eq_codec *codec, eq_image *image, int orientation) {
    return guarded(codec, [&] {
        // Orientations 5 to 8 have rows and columns exchanged. 1 means upright already.
        constexpr int none = 2;
        constexpr int flips[] = {none, none, 1, -1, 0, none, 1, -1, 0};
        cv::Mat result = image->mat;
        if (orientation >= 5) {
            cv::transpose(image->mat, result);
        }
        if (flips[orientation] != none) {
            cv::flip(result, result, flips[orientation]);
        }
        image->mat = result;
        return eq_ok;
    });
}
