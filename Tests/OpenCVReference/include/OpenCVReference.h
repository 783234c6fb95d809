// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

// OpenCV called with plain numbers, without a line of the program's own: what tests hold its
// operations against.

#pragma once

#ifdef __cplusplus
extern "C" {
#endif

/// Samples in rows without padding.
typedef struct reference_pixels {
    const void *samples;
    int width;
    int height;
    int channels;
    /// 8 or 16 bits a sample.
    int depth;
} reference_pixels;

// Each writes as many samples as it is given; borders are OpenCV's numbers.

/// warpAffine with getRotationMatrix2D((x, y), degrees, scale).
void reference_turn(
    const reference_pixels *pixels,
    double x,
    double y,
    double degrees,
    double scale,
    int border,
    void *result
);
/// warpAffine with [[1, 0, x], [0, 1, y]].
void reference_shift(const reference_pixels *pixels, double x, double y, int border, void *result);
void reference_flip(const reference_pixels *pixels, int code, void *result);
/// GaussianBlur with a square kernel.
void reference_blur(
    const reference_pixels *pixels, int kernel, double sigma, int border, void *result
);
/// convertTo, the depth kept.
void reference_convert(const reference_pixels *pixels, double alpha, double beta, void *result);
/// LUT for 8 bits; for 16, sample by sample with more digits than a double has.
void reference_gamma(const reference_pixels *pixels, double exponent, void *result);

#ifdef __cplusplus
}
#endif
