// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

#include "CImaging.h"

#include <cstdio>
#include <jpeglib.h>
#include <opencv2/core/utility.hpp>

#define EQ_TEXT_OF(value) #value
#define EQ_TEXT(macro) EQ_TEXT_OF(macro)

const char *eq_opencv_version(void) {
    static const std::string version = cv::getVersionString();
    return version.c_str();
}

const char *eq_jpeg_version(void) { return EQ_TEXT(LIBJPEG_TURBO_VERSION); }
