// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

#include "codec.hpp"

#include <cmath>
#include <opencv2/imgproc.hpp>

using namespace equipoise;

void eq_rotation(double degrees, double *cosine, double *sine) {
    // The angle is what OpenCV makes of it. The last bit of libm's double functions differs between
    // processors with FMA and others; the wider ones have nothing that could be fused, and what
    // they give is rounded once.
    const long double angle = degrees * (CV_PI / 180);
    *cosine = static_cast<double>(std::cos(angle));
    *sine = static_cast<double>(std::sin(angle));
}

int eq_warp(
    eq_codec *codec, const eq_image *image, const double matrix[6], int border, eq_image **result
) {
    return making(codec, result, [&](cv::Mat &mat) {
        cv::Mat forward(2, 3, CV_64F, const_cast<double *>(matrix));
        cv::warpAffine(
            image->mat, mat, forward, image->mat.size(), cv::INTER_LINEAR, border, cv::Scalar()
        );
        return eq_ok;
    });
}

int eq_flip(eq_codec *codec, const eq_image *image, bool upside_down, eq_image **result) {
    return making(codec, result, [&](cv::Mat &mat) {
        cv::flip(image->mat, mat, upside_down ? 0 : 1);
        return eq_ok;
    });
}

int eq_blur(
    eq_codec *codec, const eq_image *image, int kernel, double sigma, int border, eq_image **result
) {
    return making(codec, result, [&](cv::Mat &mat) {
        cv::GaussianBlur(image->mat, mat, cv::Size(kernel, kernel), sigma, sigma, border);
        return eq_ok;
    });
}
