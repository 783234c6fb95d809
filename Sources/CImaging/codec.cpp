// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

#include "codec.hpp"

#include <cstdarg>
#include <dlfcn.h>
#include <iostream>
#include <mutex>
#include <opencv2/core/ocl.hpp>
#include <opencv2/core/utils/logger.hpp>
#include <opencv2/imgcodecs.hpp>

namespace {

thread_local int tiff_error_count = 0;
bool tiff_errors_are_counted = false;

using TIFFHandler = void (*)(const char *, const char *, va_list);
using TIFFSetHandler = TIFFHandler (*)(TIFFHandler);

void count_tiff_error(const char *, const char *, va_list) { tiff_error_count++; }

/// OpenCV reads 8-bit TIFFs through libtiff's RGBA interface with "stop on error" off: a damaged
/// strip becomes black rows and a success. libtiff's error handler is the only witness. OpenCV
/// installs its own when its first TIFF decoder is made, so one is made first. libtiff is not
/// linked here but by OpenCV, hence dlsym; where it is not found, compressed TIFFs are refused.
void count_tiff_errors() {
    const std::vector<unsigned char> stub = {'I', 'I', '*', 0, 8, 0, 0, 0};
    cv::imdecode(stub, cv::IMREAD_UNCHANGED);
    auto set = reinterpret_cast<TIFFSetHandler>(dlsym(RTLD_DEFAULT, "TIFFSetErrorHandler"));
    if (set != nullptr) {
        set(count_tiff_error);
        tiff_errors_are_counted = true;
    }
}

int stay_quiet(int, const char *, const char *, const char *, int, void *) { return 0; }

} // namespace

namespace equipoise {

int tiff_errors() { return tiff_error_count; }

bool counts_tiff_errors() { return tiff_errors_are_counted; }

void prepare() {
    static std::once_flag once;
    std::call_once(once, [] {
        // Parallelism is the caller's: one image a worker.
        cv::setNumThreads(0);
        cv::ocl::setUseOpenCL(false);
        // Failures come back as statuses. imdecode also writes each to std::cerr, in a form of its
        // own, between the lines of the log; nothing else here uses that stream.
        std::cerr.setstate(std::ios_base::failbit);
        cv::redirectError(stay_quiet);
        cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT);
        count_tiff_errors();
    });
}

} // namespace equipoise

eq_codec *eq_codec_create(void) {
    eq_codec *codec = nullptr;
    try {
        equipoise::prepare();
        codec = new eq_codec;
        codec->decompressor = tjInitDecompress();
        codec->compressor = tjInitCompress();
    } catch (...) {
    }
    if (codec != nullptr && (codec->decompressor == nullptr || codec->compressor == nullptr)) {
        eq_codec_destroy(codec);
        codec = nullptr;
    }
    return codec;
}

void eq_codec_destroy(eq_codec *codec) {
    if (codec == nullptr) {
        return;
    }
    if (codec->decompressor != nullptr) {
        tjDestroy(codec->decompressor);
    }
    if (codec->compressor != nullptr) {
        tjDestroy(codec->compressor);
    }
    delete codec;
}

const char *eq_codec_message(const eq_codec *codec) { return codec->message; }

eq_image *eq_image_create(int width, int height, int channels, int depth) {
    try {
        auto image = std::make_unique<eq_image>();
        int type = CV_MAKETYPE(depth == 16 ? CV_16U : CV_8U, channels);
        image->mat = cv::Mat::zeros(height, width, type);
        return image.release();
    } catch (...) {
        return nullptr;
    }
}

void eq_image_destroy(eq_image *image) { delete image; }

int eq_image_width(const eq_image *image) { return image->mat.cols; }

int eq_image_height(const eq_image *image) { return image->mat.rows; }

int eq_image_channels(const eq_image *image) { return image->mat.channels(); }

int eq_image_depth(const eq_image *image) { return image->mat.depth() == CV_16U ? 16 : 8; }

void *eq_image_samples(eq_image *image) { return image->mat.data; }

size_t eq_image_byte_count(const eq_image *image) {
    return image->mat.total() * image->mat.elemSize();
}
