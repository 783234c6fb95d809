// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

// OpenCV 4.6 (core, imgproc, imgcodecs) and libjpeg-turbo behind a flat C interface. No C++
// exception leaves it: every call gives a status, and the codec keeps one sentence about the last
// failure. No policy lives here; what is accepted, and why, is decided in Swift.

#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Decoders, encoders and the buffers they reuse. One thread at a time.
typedef struct eq_codec eq_codec;

/// Pixels in rows without padding; 8 or 16 bits a sample in the machine's byte order; colour is
/// blue, green, red (and alpha), as OpenCV keeps it.
typedef struct eq_image eq_image;

enum {
    eq_ok = 0,
    /// The decoder says that the bytes are not a whole, sound image.
    eq_refused = 1,
    eq_out_of_memory = 2,
    /// The library failed for another reason, or was called wrongly.
    eq_failed = 3,
};

enum {
    eq_border_constant = 0,
    eq_border_replicate = 1,
    eq_border_reflect_101 = 4,
};

/// NULL when there is no memory. The first call also makes OpenCV sequential and quiet.
eq_codec *eq_codec_create(void);
void eq_codec_destroy(eq_codec *codec);
/// Gives back memory that is more than usual images need; bytes of an encoder are void then.
void eq_codec_forget(eq_codec *codec);
/// Why the last call on this codec did not give `eq_ok`; valid until the next call.
const char *eq_codec_message(const eq_codec *codec);

/// Has this codec leave out code for newer processors than the oldest that the program runs on; for
/// tests, because what it makes must be the same.
void eq_codec_stay_portable(eq_codec *codec);

/// An image of zeros, or NULL when there is no memory.
eq_image *eq_image_create(int width, int height, int channels, int depth);
void eq_image_destroy(eq_image *image);
int eq_image_width(const eq_image *image);
int eq_image_height(const eq_image *image);
int eq_image_channels(const eq_image *image);
/// Bits a sample: 8 or 16.
int eq_image_depth(const eq_image *image);
/// The first sample; the rest follow row by row without a gap.
void *eq_image_samples(eq_image *image);
size_t eq_image_byte_count(const eq_image *image);

/// Decodes a JPEG whose header says `width` by `height`, and shrinks it by area to the target while
/// its rows come, where that is not its size; no side of the target may be longer.
/// Any warning of the decoder is `eq_refused`.
int eq_decode_jpeg(
    eq_codec *codec,
    const uint8_t *bytes,
    size_t count,
    int width,
    int height,
    int target_width,
    int target_height,
    bool grey,
    eq_image **image
);
/// Decodes the zlib stream of a PNG's image data that is not interlaced: grey (1 channel), colour
/// (3) or colour with alpha (4) of 8 or 16 bits; and shrinks it as `eq_decode_jpeg` does.
/// `eq_refused` when the stream is damaged or makes fewer bytes, `eq_failed` when it makes more.
int eq_decode_png(
    eq_codec *codec,
    const uint8_t *stream,
    size_t count,
    int width,
    int height,
    int channels,
    int depth,
    int target_width,
    int target_height,
    eq_image **image
);
/// The checksum of PNG's chunks (ISO/IEC 15948, annex D).
uint32_t eq_crc32(const uint8_t *bytes, size_t count);
/// Decodes any other format through OpenCV, unchanged, into memory that was zeroed before.
/// `eq_refused` too when the decoder makes of it another shape than the one announced.
int eq_decode(
    eq_codec *codec,
    const uint8_t *bytes,
    size_t count,
    int width,
    int height,
    int channels,
    int depth,
    eq_image **image
);

/// Whether damage in a compressed TIFF is noticed; where it is not, such files must be refused.
bool eq_reports_tiff_errors(void);

// These change the image in place.

/// Takes the fourth channel off. With `blend`, colours are first multiplied by alpha / full scale;
/// `translucent` says whether any alpha was below full scale.
int eq_drop_alpha(eq_codec *codec, eq_image *image, bool blend, bool *translucent);
/// Keeps the first channel alone.
int eq_keep_first_channel(eq_codec *codec, eq_image *image);
/// Blue, green, red to luma by the weights of Rec. 601.
int eq_to_grey(eq_codec *codec, eq_image *image);
int eq_to_colour(eq_codec *codec, eq_image *image);
/// Every sample v becomes full scale − v.
int eq_invert(eq_codec *codec, eq_image *image);
/// Turns and mirrors pixels stored with an EXIF orientation, 1 to 8, upright.
int eq_orient(eq_codec *codec, eq_image *image, int orientation);

// These leave the image alone and make another.

/// By area where neither side grows, else bilinear. By area, every sample is the exact mean of
/// those it covers, rounded half up.
int eq_resize(eq_codec *codec, const eq_image *image, int width, int height, eq_image **result);
/// A part of an image, what it is resized to, and where in an image of what size that stands.
typedef struct eq_placement {
    int x, y, part_width, part_height;
    int scaled_width, scaled_height;
    int left, top, width, height;
} eq_placement;

/// Resizes as `eq_resize` does; black where nothing is placed.
int eq_place(
    eq_codec *codec, const eq_image *image, const eq_placement *placement, eq_image **result
);
/// The terms of getRotationMatrix2D, the same on every processor.
void eq_rotation(double degrees, double *cosine, double *sine);
/// warpAffine, bilinear; `matrix` is the forward map, row-major, two rows of three.
int eq_warp(
    eq_codec *codec, const eq_image *image, const double matrix[6], int border, eq_image **result
);
/// Left and right swapped, or top and bottom.
int eq_flip(eq_codec *codec, const eq_image *image, bool upside_down, eq_image **result);
int eq_blur(
    eq_codec *codec, const eq_image *image, int kernel, double sigma, int border, eq_image **result
);
/// Every sample v becomes factor · v + offset, as convertTo computes it where there is FMA.
int eq_linear(
    eq_codec *codec, const eq_image *image, double factor, double offset, eq_image **result
);
/// Every sample's share of full scale to a power.
int eq_power(eq_codec *codec, const eq_image *image, double exponent, eq_image **result);
/// Adds normal noise with a standard deviation of `centilevels` hundredths of an 8-bit level, which
/// is 257 levels of 16 bits. What a sample gets hangs on the seed and on its number alone.
int eq_noise(
    eq_codec *codec, const eq_image *image, int centilevels, uint32_t seed, eq_image **result
);

// What `eq_measure` says of an image's pixels.

enum {
    /// Columns and rows of the thumbnail.
    eq_thumbnail_side = 32,
};

typedef struct eq_measures {
    /// Mean of the grey pixels over full scale, 0 to 1.
    double brightness;
    /// Variance of the Laplacian at a working size, on the scale of 8-bit samples.
    double sharpness;
    /// A 128-bit hash of shape and samples; equal for equal pixels, but no secret and no proof.
    uint64_t digest[2];
} eq_measures;

/// `thumbnail` has room for 32 rows of 32 means of the grey pixels, 65535 for full scale; these
/// come about in integers alone.
int eq_measure(eq_codec *codec, const eq_image *image, eq_measures *measures, uint16_t *thumbnail);

// The bytes of these belong to the codec and live until its next call.

/// 16-bit samples are scaled to 8 bits, full scale to full scale, and rounded.
int eq_encode_jpeg(
    eq_codec *codec,
    const eq_image *image,
    int quality,
    bool full_chroma,
    const uint8_t **bytes,
    size_t *count
);
int eq_encode_png(eq_codec *codec, const eq_image *image, const uint8_t **bytes, size_t *count);

/// OpenCV's version as the library itself gives it.
const char *eq_opencv_version(void);
/// libjpeg-turbo's version as its header gives it: the library has no call for that.
const char *eq_jpeg_version(void);

#ifdef __cplusplus
}
#endif
