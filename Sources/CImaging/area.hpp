// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>
#include <opencv2/core.hpp>
#include <vector>

namespace equipoise {

/// Shrinks an image by area while its rows come in, so that the large image is never in memory.
///
/// Every pixel of the result is the mean of the area it covers, exact and rounded half up: what
/// OpenCV's INTER_AREA computes in floating point. Lengths are counted in parts, so that all of
/// them are whole numbers: along a side of n pixels that becomes m, a source pixel is m parts long
/// and a pixel of the result n. Whole numbers give the same sum in any order, so an image that is
/// mirrored or turned gives the mirrored or turned result, on any machine.
///
/// One resampler serves one image after another and keeps its buffers.
class AreaResampler {
  public:
    /// Begins an image of `source` pixels that is to fill `target`, which no side of it exceeds.
    /// Both have the channels and the depth of `target`. `target` outlives the last row.
    void begin(cv::Size source, cv::Mat &target);
    /// Takes the next row of the source; its samples are not needed afterwards.
    void push(const void *row);

    /// Leaves out vector code for newer processors.
    bool is_portable = false;

  private:
    template <typename Sample, typename Sum> void push_samples(const Sample *row);
    template <typename Sample, typename Lane> void emit();
    template <typename Lane> void weigh();

    cv::Size source;
    cv::Mat *target = nullptr;
    int channels = 1;
    /// Samples in a row of the source.
    int samples = 0;
    /// The next row of the result.
    int row = 0;
    /// Parts of that row's height that are still to come.
    int missing = 0;
    /// Parts of the row above that reach into it.
    int carried = 0;
    /// Whether the sum over a pixel's area fits 31 bits.
    bool is_narrow = true;
    /// Whether the sum of the samples of one column of it fits 16 bits.
    bool is_short = true;

    /// The row above, of which `carried` parts count.
    std::vector<unsigned char> above;
    /// Sums of the rows that lie in the result's row as a whole.
    std::vector<unsigned char> whole;
    /// Sums over the height of the result's row, channel after channel, with zeros behind each.
    std::vector<int32_t> line;
    int line_length = 0;
    /// The same with the channels side by side, where there is more than one.
    std::vector<int32_t> mixed;
    /// For each column of the result, where it begins in the source, and the parts it takes of
    /// the pixels from there on: `taps` of them, with zeros behind.
    std::vector<int> begins;
    std::vector<unsigned char> weights;
    int taps = 0;
    /// The shape for which the weights were made.
    int weighed_source = 0, weighed_target = 0;
    bool weighed_narrow = true;
};

} // namespace equipoise
