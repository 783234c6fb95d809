// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

#include "codec.hpp"

#include <opencv2/imgcodecs.hpp>

using namespace equipoise;

int eq_encode_jpeg(
    eq_codec *codec,
    const eq_image *image,
    int quality,
    bool full_chroma,
    const uint8_t **bytes,
    size_t *count
) {
    return guarded(codec, [&]() -> int {
        const cv::Mat *pixels = &image->mat;
        if (pixels->depth() == CV_16U) {
            pixels->convertTo(codec->narrowed, CV_8U, 1.0 / 257);
            pixels = &codec->narrowed;
        }
        const JPEGWriter::Pixels rows = {
            pixels->data, pixels->step, pixels->cols, pixels->rows, pixels->channels()};
        *count = codec->writer.write(rows, quality, full_chroma, codec->output);
        if (*count == 0) {
            const bool lacks_memory = codec->writer.is_out_of_memory();
            return fail(
                codec, lacks_memory ? eq_out_of_memory : eq_failed, codec->writer.message()
            );
        }
        *bytes = codec->output.data();
        return eq_ok;
    });
}

int eq_encode_png(eq_codec *codec, const eq_image *image, const uint8_t **bytes, size_t *count) {
    return guarded(codec, [&]() -> int {
        // Measured on radiographs: run lengths over adaptively filtered rows are a fifth smaller
        // than OpenCV's default at nearly its speed, and smaller than matching at levels 1 to 3,
        // which takes longer. The strategy must follow the level, which resets it.
        static const std::vector<int> settings = {
            cv::IMWRITE_PNG_COMPRESSION,
            1,
            cv::IMWRITE_PNG_STRATEGY,
            cv::IMWRITE_PNG_STRATEGY_RLE,
        };
        // What does not compress takes its own bytes and little more; growing by halves and
        // doubles would take twice that.
        const size_t raw = image->mat.total() * image->mat.elemSize();
        codec->output.clear();
        codec->output.reserve(raw + raw / 128 + (64 << 10));
        if (!cv::imencode(".png", image->mat, codec->output, settings)) {
            return fail(codec, eq_failed, "the PNG encoder failed");
        }
        *bytes = codec->output.data();
        *count = codec->output.size();
        return eq_ok;
    });
}
