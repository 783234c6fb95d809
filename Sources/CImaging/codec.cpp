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

std::unique_ptr<eq_image> Spares::take() {
    const std::lock_guard<std::mutex> guard(mutex);
    if (images.empty()) {
        return std::make_unique<eq_image>();
    }
    std::unique_ptr<eq_image> image = std::move(images.back());
    images.pop_back();
    return image;
}

void Spares::put(std::unique_ptr<eq_image> image) {
    const cv::Mat &mat = image->mat;
    // Pixels that belong to another image as well are not this one's to write on.
    const bool is_sole = mat.u != nullptr && mat.u->refcount == 1 && !mat.isSubmatrix();
    if (!is_sole || mat.total() * mat.elemSize() > most_bytes) {
        return;
    }
    const std::lock_guard<std::mutex> guard(mutex);
    if (images.size() < most_images) {
        images.push_back(std::move(image));
    }
}

} // namespace equipoise

eq_codec *eq_codec_create(void) {
    eq_codec *codec = nullptr;
    try {
        equipoise::prepare();
        codec = new eq_codec;
    } catch (...) {
    }
    return codec;
}

void eq_codec_destroy(eq_codec *codec) { delete codec; }

void eq_codec_forget(eq_codec *codec) { codec->forget(); }

void eq_codec_stay_portable(eq_codec *codec) { codec->resampler.is_portable = true; }

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

void eq_image_destroy(eq_image *image) {
    if (image == nullptr) {
        return;
    }
    std::unique_ptr<eq_image> owned(image);
    const std::shared_ptr<equipoise::Spares> home = std::move(owned->home);
    if (home != nullptr) {
        home->put(std::move(owned));
    }
}

int eq_image_width(const eq_image *image) { return image->mat.cols; }

int eq_image_height(const eq_image *image) { return image->mat.rows; }

int eq_image_channels(const eq_image *image) { return image->mat.channels(); }

int eq_image_depth(const eq_image *image) { return image->mat.depth() == CV_16U ? 16 : 8; }

void *eq_image_samples(eq_image *image) { return image->mat.data; }

size_t eq_image_byte_count(const eq_image *image) {
    return image->mat.total() * image->mat.elemSize();
}
