// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

#include "OpenCVReference.h"

#include <cmath>
#include <cstring>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

namespace {

cv::Mat matrix(const reference_pixels *pixels) {
    int type = CV_MAKETYPE(pixels->depth == 16 ? CV_16U : CV_8U, pixels->channels);
    return cv::Mat(pixels->height, pixels->width, type, const_cast<void *>(pixels->samples));
}

void write(const cv::Mat &mat, void *result) {
    std::memcpy(result, mat.data, mat.total() * mat.elemSize());
}

} // namespace

void reference_turn(
    const reference_pixels *pixels,
    double x,
    double y,
    double degrees,
    double scale,
    int border,
    void *result
) {
    cv::Mat source = matrix(pixels), turned;
    cv::Point2f centre(static_cast<float>(x), static_cast<float>(y));
    cv::Mat map = cv::getRotationMatrix2D(centre, degrees, scale);
    cv::warpAffine(source, turned, map, source.size(), cv::INTER_LINEAR, border);
    write(turned, result);
}

void reference_shift(const reference_pixels *pixels, double x, double y, int border, void *result) {
    cv::Mat source = matrix(pixels), shifted;
    cv::Mat map = (cv::Mat_<double>(2, 3) << 1, 0, x, 0, 1, y);
    cv::warpAffine(source, shifted, map, source.size(), cv::INTER_LINEAR, border);
    write(shifted, result);
}

void reference_flip(const reference_pixels *pixels, int code, void *result) {
    cv::Mat flipped;
    cv::flip(matrix(pixels), flipped, code);
    write(flipped, result);
}

void reference_blur(
    const reference_pixels *pixels, int kernel, double sigma, int border, void *result
) {
    cv::Mat blurred;
    cv::GaussianBlur(matrix(pixels), blurred, cv::Size(kernel, kernel), sigma, 0, border);
    write(blurred, result);
}

void reference_convert(const reference_pixels *pixels, double alpha, double beta, void *result) {
    cv::Mat converted;
    matrix(pixels).convertTo(converted, -1, alpha, beta);
    write(converted, result);
}

void reference_gamma(const reference_pixels *pixels, double exponent, void *result) {
    cv::Mat source = matrix(pixels), bent;
    if (pixels->depth == 8) {
        cv::Mat table(1, 256, CV_8U);
        for (int level = 0; level < 256; level++) {
            table.data[level] = cv::saturate_cast<uchar>(255 * std::pow(level / 255.0, exponent));
        }
        cv::LUT(source, table, bent);
    } else {
        // cv::pow is good to ten digits only, of which some would show.
        bent = source.clone();
        ushort *samples = bent.ptr<ushort>();
        for (size_t index = 0; index < bent.total() * bent.channels(); index++) {
            long double share = samples[index] / 65535.0L;
            samples[index] = static_cast<ushort>(std::lrint(65535 * std::pow(share, exponent)));
        }
    }
    write(bent, result);
}
