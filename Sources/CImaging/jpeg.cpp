// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

// libjpeg leaves a failed call by longjmp. So each function here that calls it sets the point to
// come back to, and has nothing on its stack that would have to be destroyed.

#include "jpeg.hpp"

#include <algorithm>
#include <jerror.h>
#include <new>

namespace equipoise {

namespace {

/// Progressive files of thousands of empty scans, each a pass over the image, are stopped here.
constexpr int most_scans = 500;

/// What the scans of a file may cost: for each block of the frame, and for a small image at all.
///
/// A scan costs each of its blocks a visit, and a look at each coefficient that it may bring; both
/// without data for them, since a code may pass over thousands of blocks. The scans that libjpeg
/// writes cost a block 300, those that mozjpeg tries out 500. See also JPEGFrame in Imaging.
constexpr uint64_t visit_cost = 16;
constexpr uint64_t most_cost_per_block = 768;
constexpr uint64_t usual_cost = 64 << 20;

JPEGErrors &errors_of(j_common_ptr info) {
    // The manager is the first member of the struct that holds it.
    return *reinterpret_cast<JPEGErrors *>(info->err);
}

[[noreturn]] void leave(j_common_ptr info) {
    JPEGErrors &errors = errors_of(info);
    info->err->format_message(info, errors.message);
    errors.is_out_of_memory = info->err->msg_code == JERR_OUT_OF_MEMORY;
    std::longjmp(errors.back, 1);
}

/// Negative levels are warnings: the file is damaged, and what comes out would be made up.
void take_message(j_common_ptr info, int level) {
    if (level < 0) {
        leave(info);
    }
}

[[noreturn]] void refuse(j_common_ptr info, const char *fault) {
    JPEGErrors &errors = errors_of(info);
    errors.is_out_of_memory = false;
    std::snprintf(errors.message, sizeof errors.message, "%s", fault);
    std::longjmp(errors.back, 1);
}

uint64_t blocks_of_frame(j_decompress_ptr info) {
    uint64_t blocks = 0;
    for (int index = 0; index < info->num_components; index++) {
        const jpeg_component_info &component = info->comp_info[index];
        blocks += static_cast<uint64_t>(component.width_in_blocks) * component.height_in_blocks;
    }
    return blocks;
}

/// Called between the rows of blocks of each scan, when the scan's header has been read.
void limit_scans(j_common_ptr common) {
    if (!common->is_decompressor) {
        return;
    }
    j_decompress_ptr info = reinterpret_cast<j_decompress_ptr>(common);
    // The monitor is the first member of the struct that holds it.
    ScanWatch &watch = *reinterpret_cast<ScanWatch *>(common->progress);
    if (info->input_scan_number == watch.scan) {
        return;
    }
    watch.scan = info->input_scan_number;
    const uint64_t blocks = static_cast<uint64_t>(info->MCUs_per_row) * info->MCU_rows_in_scan *
                            static_cast<uint64_t>(info->blocks_in_MCU);
    watch.cost += blocks * (visit_cost + static_cast<uint64_t>(info->Se - info->Ss + 1));
    if (watch.scan > most_scans) {
        refuse(common, "too many scans");
    }
    if (watch.cost > std::max(usual_cost, most_cost_per_block * blocks_of_frame(info))) {
        refuse(common, "more scans than an image of its size needs");
    }
}

void ignore(j_common_ptr) {}
void ignore_destination(j_compress_ptr) {}

} // namespace

JPEGErrors::JPEGErrors() {
    jpeg_std_error(&manager);
    manager.error_exit = leave;
    manager.emit_message = take_message;
    manager.output_message = ignore;
    message[0] = 0;
    is_out_of_memory = false;
}

JPEGReader::JPEGReader() {
    info.err = &errors.manager;
    if (setjmp(errors.back) != 0) {
        throw std::bad_alloc();
    }
    create();
}

void JPEGReader::create() {
    jpeg_create_decompress(&info);
    watch = {};
    watch.monitor.progress_monitor = limit_scans;
    info.progress = &watch.monitor;
}

JPEGReader::~JPEGReader() { jpeg_destroy_decompress(&info); }

bool JPEGReader::begin(const uint8_t *bytes, size_t count, bool grey) {
    if (setjmp(errors.back) != 0) {
        jpeg_abort_decompress(&info);
        return false;
    }
    // A file may leave tables out, and libjpeg would take those of the file before it.
    jpeg_destroy_decompress(&info);
    create();
    jpeg_mem_src(&info, bytes, count);
    jpeg_read_header(&info, TRUE);
    info.out_color_space = grey ? JCS_GRAYSCALE : JCS_EXT_BGR;
    // The accurate integer transform is named on purpose: the fast one rounds coarsely, which
    // shows at high qualities, and the floating one differs between processors.
    info.dct_method = JDCT_ISLOW;
    jpeg_start_decompress(&info);
    return true;
}

int JPEGReader::read(uint8_t *const *rows, int count) {
    if (setjmp(errors.back) != 0) {
        // What the file took is given back at once: a progressive one may have taken much.
        jpeg_abort_decompress(&info);
        return 0;
    }
    return static_cast<int>(
        jpeg_read_scanlines(&info, const_cast<JSAMPARRAY>(rows), static_cast<JDIMENSION>(count))
    );
}

bool JPEGReader::finish() {
    if (setjmp(errors.back) != 0) {
        jpeg_abort_decompress(&info);
        return false;
    }
    jpeg_finish_decompress(&info);
    return true;
}

JPEGWriter::JPEGWriter() {
    info.err = &errors.manager;
    if (setjmp(errors.back) != 0) {
        throw std::bad_alloc();
    }
    jpeg_create_compress(&info);
    destination.manager.init_destination = ignore_destination;
    destination.manager.empty_output_buffer = grow;
    destination.manager.term_destination = ignore_destination;
    info.dest = &destination.manager;
}

JPEGWriter::~JPEGWriter() { jpeg_destroy_compress(&info); }

/// Called when the output is full, whose bytes then all count, whatever the manager says.
boolean JPEGWriter::grow(j_compress_ptr info) {
    // The manager is the first member of the struct that holds it.
    Destination &destination = *reinterpret_cast<Destination *>(info->dest);
    const size_t full = destination.output->size();
    bool has_grown = true;
    try {
        destination.output->resize(2 * full);
    } catch (const std::bad_alloc &) {
        // No exception may pass through the library, and no jump leave its handler.
        has_grown = false;
    }
    if (!has_grown) {
        ERREXIT1(info, JERR_OUT_OF_MEMORY, 0);
    }
    destination.manager.next_output_byte = destination.output->data() + full;
    destination.manager.free_in_buffer = full;
    return TRUE;
}

size_t JPEGWriter::write(
    const Pixels &pixels, int quality, bool full_chroma, std::vector<uint8_t> &output
) {
    constexpr size_t least = 64 << 10;
    if (output.size() < least) {
        output.resize(least);
    }
    if (setjmp(errors.back) != 0) {
        jpeg_abort_compress(&info);
        return 0;
    }
    jpeg_abort_compress(&info);
    destination.output = &output;
    destination.manager.next_output_byte = output.data();
    destination.manager.free_in_buffer = output.size();
    info.image_width = static_cast<JDIMENSION>(pixels.width);
    info.image_height = static_cast<JDIMENSION>(pixels.height);
    info.input_components = pixels.channels;
    info.in_color_space = pixels.channels == 1 ? JCS_GRAYSCALE : JCS_EXT_BGR;
    jpeg_set_defaults(&info);
    jpeg_set_quality(&info, quality, TRUE);
    info.dct_method = JDCT_ISLOW;
    info.comp_info[0].h_samp_factor = info.comp_info[0].v_samp_factor =
        pixels.channels == 1 || full_chroma ? 1 : 2;
    jpeg_start_compress(&info, TRUE);
    while (info.next_scanline < info.image_height) {
        JSAMPROW row =
            const_cast<uint8_t *>(pixels.samples + info.next_scanline * pixels.row_bytes);
        jpeg_write_scanlines(&info, &row, 1);
    }
    jpeg_finish_compress(&info);
    return output.size() - destination.manager.free_in_buffer;
}

} // namespace equipoise
