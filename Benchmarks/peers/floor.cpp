// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

// The codec's work alone: what no program that makes such a dataset can leave out. Every file is
// read, decoded to grey, resized by area and encoded; a share of them is warped and encoded again.
// Nothing is planned, hashed, archived or written.
//
//   floor FOLDER THREADS turbo .jpg|.png SHARE GAP
//
// A JPEG is decoded at the smallest n/8 of its size that covers GAP times 256 pixels on both
// sides; GAP 2 keeps a mean of more than 55 dB against decoding in full, 9 always decodes in full.
// SHARE is how many artificial images there are for each original.

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <string>
#include <thread>
#include <turbojpeg.h>
#include <vector>

namespace {

constexpr int side = 256;

struct Settings {
    std::string extension;
    double share;
    double gap;
};

using Bytes = std::vector<unsigned char>;

Bytes contents(const std::string &path) {
    std::ifstream file(path, std::ios::binary | std::ios::ate);
    Bytes bytes(static_cast<size_t>(file.tellg()));
    file.seekg(0);
    file.read(reinterpret_cast<char *>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    return bytes;
}

/// The smallest of libjpeg-turbo's scales whose sides both cover `least` pixels, or the full size.
tjscalingfactor scale_covering(double least, int width, int height) {
    int count = 0;
    tjscalingfactor *factors = tjGetScalingFactors(&count);
    tjscalingfactor best = {1, 1};
    for (int index = 0; index < count; index++) {
        int wide = TJSCALED(width, factors[index]), high = TJSCALED(height, factors[index]);
        if (wide >= least && high >= least && wide < TJSCALED(width, best)) {
            best = factors[index];
        }
    }
    return best;
}

cv::Mat decoded(tjhandle decoder, const Bytes &bytes, const Settings &settings) {
    int width = 0, height = 0, sampling = 0, colourspace = 0;
    bool is_jpeg = bytes.size() > 2 && bytes[0] == 0xFF && bytes[1] == 0xD8;
    if (!is_jpeg ||
        tjDecompressHeader3(
            decoder, bytes.data(), bytes.size(), &width, &height, &sampling, &colourspace
        ) != 0) {
        return cv::imdecode(bytes, cv::IMREAD_GRAYSCALE);
    }
    tjscalingfactor scale = scale_covering(side * settings.gap, width, height);
    cv::Mat image(TJSCALED(height, scale), TJSCALED(width, scale), CV_8UC1);
    tjDecompress2(
        decoder, bytes.data(), bytes.size(), image.data, image.cols, image.cols, image.rows,
        TJPF_GRAY, 0
    );
    return image;
}

/// Whether the file of that number is warped too; spreads the share over all files.
bool is_warped(size_t number, double share) {
    return static_cast<double>(number * 7919 % 1000) < share * 1000;
}

class Worker {
  public:
    explicit Worker(const Settings &settings) : settings(settings) {
        parameters = settings.extension == ".png" ? std::vector<int>{cv::IMWRITE_PNG_COMPRESSION, 1}
                                                  : std::vector<int>{cv::IMWRITE_JPEG_QUALITY, 95};
    }

    ~Worker() { tjDestroy(decoder); }

    /// Does the work of one file and gives the number of images it made.
    int work(const std::string &path, size_t number) {
        cv::Mat small;
        cv::resize(
            decoded(decoder, contents(path), settings), small, {side, side}, 0, 0, cv::INTER_AREA
        );
        encode(small);
        if (!is_warped(number, settings.share)) {
            return 1;
        }
        cv::Mat turned;
        cv::Mat matrix = cv::getRotationMatrix2D({side / 2.0F, side / 2.0F}, 13, 1);
        cv::warpAffine(small, turned, matrix, small.size());
        encode(turned);
        return 2;
    }

  private:
    const Settings &settings;
    std::vector<int> parameters;
    tjhandle decoder = tjInitDecompress();
    Bytes encoded;

    void encode(const cv::Mat &image) {
        cv::imencode(settings.extension, image, encoded, parameters);
    }
};

std::vector<std::string> files_below(const char *folder) {
    std::vector<std::string> paths;
    for (const auto &entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file()) {
            paths.push_back(entry.path());
        }
    }
    std::sort(paths.begin(), paths.end());
    return paths;
}

} // namespace

int main(int count, char **words) {
    if (count != 7 || std::string(words[3]) != "turbo") {
        std::fprintf(stderr, "usage: floor FOLDER THREADS turbo .jpg|.png SHARE GAP\n");
        return 2;
    }
    cv::setNumThreads(1);
    auto began = std::chrono::steady_clock::now();
    const Settings settings{words[4], std::atof(words[5]), std::atof(words[6])};
    const auto paths = files_below(words[1]);
    std::atomic<size_t> next{0};
    std::atomic<int> made{0};
    std::vector<std::thread> threads;
    for (int thread = 0; thread < std::atoi(words[2]); thread++) {
        threads.emplace_back([&] {
            Worker worker(settings);
            for (size_t number = next++; number < paths.size(); number = next++) {
                made += worker.work(paths[number], number);
            }
        });
    }
    for (auto &thread : threads) {
        thread.join();
    }
    std::chrono::duration<double> time = std::chrono::steady_clock::now() - began;
    std::printf("%zu files, %d images, %.2f s\n", paths.size(), made.load(), time.count());
}
