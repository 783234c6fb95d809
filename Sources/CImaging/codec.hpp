// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "CImaging.h"
#include "area.hpp"
#include "jpeg.hpp"
#include "png.hpp"

#include <cstdio>
#include <memory>
#include <mutex>
#include <new>
#include <opencv2/core.hpp>
#include <vector>

namespace equipoise {

/// Images that are not in use, so that the next of the same shape need no new memory. They may be
/// given back by any thread, and after their codec is gone.
class Spares {
  public:
    Spares() { images.reserve(most_images); }

    std::unique_ptr<eq_image> take();
    void put(std::unique_ptr<eq_image> image);

  private:
    /// More than a source, its result and a step between are not alive at once, and larger ones
    /// are not worth the memory that they would hold.
    static constexpr size_t most_images = 4, most_bytes = 1 << 20;

    std::mutex mutex;
    std::vector<std::unique_ptr<eq_image>> images;
};

} // namespace equipoise

struct eq_image {
    cv::Mat mat;
    /// Where it goes when it is no longer used; none for one without a codec.
    std::shared_ptr<equipoise::Spares> home;
};

struct eq_codec {
    equipoise::JPEGReader reader;
    equipoise::JPEGWriter writer;
    equipoise::PNGReader png;
    equipoise::AreaResampler resampler;
    std::shared_ptr<equipoise::Spares> spares = std::make_shared<equipoise::Spares>();
    /// A few rows on their way from a decoder to the resampler.
    std::vector<uint8_t> rows;
    /// What the encoders write into; grows to the largest image and stays.
    std::vector<unsigned char> output;
    /// 8-bit pixels of a 16-bit image on its way into a JPEG.
    cv::Mat narrowed;
    char message[200] = "";

    /// Gives memory back that is more than usual images need.
    void forget() {
        constexpr size_t usual_bytes = 16 << 20;
        if (output.capacity() > usual_bytes) {
            output = std::vector<unsigned char>();
        }
        if (narrowed.total() * narrowed.elemSize() > usual_bytes) {
            narrowed.release();
        }
    }
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
        codec->forget();
        auto image = codec->spares->take();
        int status = body(image->mat);
        if (status == eq_ok) {
            image->home = codec->spares;
            *result = image.release();
        } else {
            codec->spares->put(std::move(image));
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
