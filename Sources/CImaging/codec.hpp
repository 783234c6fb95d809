// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "CImaging.h"

#include <cstdio>
#include <memory>
#include <new>
#include <opencv2/core.hpp>
#include <turbojpeg.h>
#include <vector>

struct eq_image {
    cv::Mat mat;
};

struct eq_codec {
    tjhandle decompressor = nullptr;
    tjhandle compressor = nullptr;
    /// What the encoders write into; grows to the largest image and stays.
    std::vector<unsigned char> output;
    /// 8-bit pixels of a 16-bit image on its way into a JPEG.
    cv::Mat narrowed;
    char message[200] = "";
};

namespace equipoise {

inline int fail(eq_codec *codec, int status, const char *message) {
    std::snprintf(codec->message, sizeof codec->message, "%s", message);
    return status;
}

/// Runs `body`, which gives a status, and turns whatever it throws into one.
template <typename Body> int guarded(eq_codec *codec, Body body) noexcept {
    try {
        codec->message[0] = 0;
        return body();
    } catch (const cv::Exception &exception) {
        bool memory = exception.code == cv::Error::StsNoMem;
        return fail(codec, memory ? eq_out_of_memory : eq_failed, exception.err.c_str());
    } catch (const std::bad_alloc &) {
        return fail(codec, eq_out_of_memory, "out of memory");
    } catch (const std::exception &exception) {
        return fail(codec, eq_failed, exception.what());
    } catch (...) {
        return fail(codec, eq_failed, "an unknown exception");
    }
}

/// Runs `body`, which fills a new image, and hands that image over when it gives `eq_ok`.
template <typename Body> int making(eq_codec *codec, eq_image **result, Body body) noexcept {
    *result = nullptr;
    return guarded(codec, [&] {
        auto image = std::make_unique<eq_image>();
        int status = body(image->mat);
        if (status == eq_ok) {
            *result = image.release();
        }
        return status;
    });
}

/// Full scale of the samples: 255 or 65535.
inline int full_scale(const cv::Mat &mat) { return mat.depth() == CV_16U ? 65535 : 255; }

/// The number of libtiff errors that this thread has met so far.
int tiff_errors();
/// Whether libtiff's errors reach `tiff_errors()`.
bool counts_tiff_errors();
/// Makes OpenCV sequential and quiet and has libtiff report to us; once in a process.
void prepare();

} // namespace equipoise
