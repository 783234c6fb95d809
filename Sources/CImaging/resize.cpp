// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

#include "codec.hpp"

#include <opencv2/imgproc.hpp>

using namespace equipoise;

namespace {

void resize(eq_codec *codec, const cv::Mat &source, cv::Size size, cv::Mat &result) {
    if (size.width > source.cols || size.height > source.rows) {
        cv::resize(source, result, size, 0, 0, cv::INTER_LINEAR);
        return;
    }
    result.create(size, source.type());
    codec->resampler.begin(source.size(), result);
    for (int row = 0; row < source.rows; row++) {
        codec->resampler.push(source.ptr(row));
    }
}

} // namespace

int eq_resize(eq_codec *codec, const eq_image *image, int width, int height, eq_image **result) {
    return making(codec, result, [&](cv::Mat &mat) {
        resize(codec, image->mat, cv::Size(width, height), mat);
        return eq_ok;
    });
}

int eq_place(
    eq_codec *codec, const eq_image *image, const eq_placement *placement, eq_image **result
) {
    return making(codec, result, [&](cv::Mat &mat) {
        const eq_placement &place = *placement;
        const cv::Rect seen(place.x, place.y, place.part_width, place.part_height);
        const cv::Rect frame(place.left, place.top, place.scaled_width, place.scaled_height);
        mat.create(place.height, place.width, image->mat.type());
        if (frame.size() == mat.size()) {
            resize(codec, image->mat(seen), frame.size(), mat);
            return eq_ok;
        }
        mat.setTo(cv::Scalar::all(0));
        cv::Mat inside = mat(frame);
        resize(codec, image->mat(seen), frame.size(), inside);
        return eq_ok;
    });
}
