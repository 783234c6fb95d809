// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

#include "codec.hpp"

#include <opencv2/imgproc.hpp>

using namespace equipoise;

int eq_resize(eq_codec *codec, const eq_image *image, int width, int height, eq_image **result) {
    return making(codec, result, [&](cv::Mat &mat) {
        const cv::Mat &source = image->mat;
        if (width > source.cols || height > source.rows) {
            cv::resize(source, mat, cv::Size(width, height), 0, 0, cv::INTER_LINEAR);
            return eq_ok;
        }
        mat.create(height, width, source.type());
        codec->resampler.begin(source.size(), mat);
        for (int row = 0; row < source.rows; row++) {
            codec->resampler.push(source.ptr(row));
        }
        return eq_ok;
    });
}
