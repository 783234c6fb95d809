// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

#include "codec.hpp"

#include <climits>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

using namespace equipoise;

int eq_decode_jpeg(
    eq_codec *codec,
    const uint8_t *bytes,
    size_t count,
    int width,
    int height,
    int eighths,
    bool grey,
    eq_image **image
) {
    return making(codec, image, [&](cv::Mat &mat) -> int {
        // The decoder picks its scale by what fits the buffer. If its idea of the size were not
        // ours it would fill a part of it, so both are compared; a failure for another reason
        // (chroma sampling that the call has no name for) does not matter here.
        int coded_width = 0, coded_height = 0, sampling = 0, colourspace = 0;
        tjDecompressHeader3(
            codec->decompressor, bytes, count, &coded_width, &coded_height, &sampling, &colourspace
        );
        if (coded_width != width || coded_height != height) {
            return fail(codec, eq_refused, "the JPEG's headers disagree");
        }
        tjscalingfactor scale = {eighths, 8};
        mat = cv::Mat::zeros(
            TJSCALED(height, scale), TJSCALED(width, scale), grey ? CV_8UC1 : CV_8UC3
        );
        // The accurate integer transform is named on purpose: the fast one rounds coarsely, which
        // shows at high qualities, and the floating one differs between processors. The limit on
        // scans stops progressive files of thousands of empty scans, each a pass over the image.
        int flags = TJFLAG_STOPONWARNING | TJFLAG_ACCURATEDCT | TJFLAG_LIMITSCANS;
        int status = tjDecompress2(
            codec->decompressor, bytes, count, mat.data, mat.cols, static_cast<int>(mat.step),
            mat.rows, grey ? TJPF_GRAY : TJPF_BGR, flags
        );
        return status == 0 ? eq_ok : fail(codec, eq_refused, tjGetErrorStr2(codec->decompressor));
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
