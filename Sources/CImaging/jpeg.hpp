// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <csetjmp>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <jpeglib.h>
#include <vector>

namespace equipoise {

/// Has libjpeg come back to `back` with a sentence at the first error or warning, where its own
/// manager ends the process at the one and goes on after the other.
struct JPEGErrors {
    jpeg_error_mgr manager;
    std::jmp_buf back;
    char message[JMSG_LENGTH_MAX];
    /// Whether there was no memory, which says nothing about the file.
    bool is_out_of_memory;

    JPEGErrors();
};

/// What the scans of a file have cost so far.
struct ScanWatch {
    jpeg_progress_mgr monitor;
    int scan;
    uint64_t cost;
};

/// A libjpeg decompressor for one file after another, each as if it were the first.
class JPEGReader {
  public:
    /// Throws bad_alloc.
    JPEGReader();
    ~JPEGReader();
    JPEGReader(const JPEGReader &) = delete;

    /// Reads the header and gets ready to decode, to luma alone where `grey`.
    /// False with `message` when the file is refused.
    bool begin(const uint8_t *bytes, size_t count, bool grey);
    int width() const { return static_cast<int>(info.output_width); }
    int height() const { return static_cast<int>(info.output_height); }
    int channels() const { return info.output_components; }
    /// Decodes the next rows, at most so many, into `rows`, and says how many; 0 when refused.
    int read(uint8_t *const *rows, int count);
    /// Reads what is left behind the last row. False when refused.
    bool finish();

    const char *message() const { return errors.message; }
    bool is_out_of_memory() const { return errors.is_out_of_memory; }

  private:
    void create();

    jpeg_decompress_struct info;
    JPEGErrors errors;
    ScanWatch watch;
};

/// A libjpeg compressor for one image after another.
class JPEGWriter {
  public:
    /// Throws bad_alloc.
    JPEGWriter();
    ~JPEGWriter();
    JPEGWriter(const JPEGWriter &) = delete;

    struct Pixels {
        /// Rows of grey samples, or of blue, green, red.
        const uint8_t *samples;
        size_t row_bytes;
        int width, height, channels;
    };

    /// Writes a file to the front of `output`, which grows as it must, and gives its length;
    /// 0 with `message` when the library fails.
    size_t
    write(const Pixels &pixels, int quality, bool full_chroma, std::vector<uint8_t> &output);

    const char *message() const { return errors.message; }
    bool is_out_of_memory() const { return errors.is_out_of_memory; }

  private:
    jpeg_compress_struct info;
    JPEGErrors errors;
    struct Destination {
        jpeg_destination_mgr manager;
        std::vector<uint8_t> *output;
    };
    Destination destination;

    static boolean grow(j_compress_ptr info);
};

} // namespace equipoise
