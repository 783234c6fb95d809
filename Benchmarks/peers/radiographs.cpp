// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

// Makes a dataset with the sizes and names of the chest X-rays that the tutorial balances: grey
// JPEGs of quality 92 (or PNGs), about 1.3 megapixels, no two alike, cut out of a few pictures.
//
//   radiographs PICTURES FOLDER NORMAL,BACTERIA,VIRUS jpeg|png SIGMA
//
// SIGMA is that of a Gaussian blur of the pictures, or 0: grain that a film of their size would not
// have makes files longer than radiographs are, and so decoding slower.
// The same pictures and counts give the same files, whatever the machine's number of processors.

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <random>
#include <string>
#include <thread>
#include <vector>

namespace {

namespace fs = std::filesystem;

constexpr std::array<const char *, 3> classes = {"1_NORMAL", "2_BACTERIA", "3_VIRUS"};

struct Job {
    size_t label;
    int index;
};

std::string stem(const Job &job) {
    char text[64];
    int patient = job.index / 2 + 1;
    if (job.label == 0) {
        std::snprintf(text, sizeof text, "IM-%04d-%04d", patient, job.index % 2 + 1);
    } else if (job.label == 1) {
        std::snprintf(text, sizeof text, "person%d_bacteria_%d", patient, job.index + 1);
    } else {
        std::snprintf(text, sizeof text, "person%d_virus_%d", patient + 100'000, job.index + 1);
    }
    return text;
}

/// A window of one of the pictures, at the size of a radiograph.
cv::Mat drawn(const Job &job, const std::vector<cv::Mat> &pictures) {
    std::mt19937 random(static_cast<uint32_t>(job.label * 1'000'000 + job.index));
    auto between = [&](int least, int most) {
        return std::uniform_int_distribution<int>(least, std::max(least, most))(random);
    };
    const cv::Mat &picture = pictures[between(0, static_cast<int>(pictures.size()) - 1)];
    int wide = between(picture.cols * 78 / 100, picture.cols * 97 / 100);
    int high = between(picture.rows * 68 / 100, picture.rows * 88 / 100);
    cv::Rect window(between(0, picture.cols - wide), between(0, picture.rows - high), wide, high);
    double width = std::clamp(std::normal_distribution<double>(1328, 360)(random), 700.0, 2600.0);
    cv::Mat image;
    cv::Size size(static_cast<int>(width), static_cast<int>(width * 0.731));
    cv::resize(picture(window), image, size, 0, 0, cv::INTER_CUBIC);
    return image;
}

std::vector<cv::Mat> pictures_below(const char *folder, double sigma) {
    std::vector<std::string> paths;
    for (const auto &entry : fs::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file()) {
            paths.push_back(entry.path());
        }
    }
    std::sort(paths.begin(), paths.end());
    std::vector<cv::Mat> pictures;
    for (const auto &path : paths) {
        cv::Mat picture = cv::imread(path, cv::IMREAD_GRAYSCALE);
        if (picture.empty()) {
            continue;
        }
        if (sigma > 0) {
            cv::GaussianBlur(picture, picture, {}, sigma);
        }
        pictures.push_back(picture);
    }
    return pictures;
}

std::vector<Job> jobs_for(const char *counts) {
    std::vector<Job> jobs;
    const char *rest = counts;
    for (size_t label = 0; label < classes.size(); label++) {
        char *end = nullptr;
        long count = std::strtol(rest, &end, 10);
        for (int index = 0; index < count; index++) {
            jobs.push_back({label, index});
        }
        rest = *end == ',' ? end + 1 : end;
    }
    return jobs;
}

} // namespace

int main(int count, char **words) {
    if (count != 6) {
        std::fprintf(stderr, "usage: radiographs PICTURES FOLDER COUNTS jpeg|png SIGMA\n");
        return 2;
    }
    cv::setNumThreads(1);
    const auto pictures = pictures_below(words[1], std::atof(words[5]));
    const auto jobs = jobs_for(words[3]);
    const std::string ending = words[4];
    if (pictures.empty() || jobs.empty()) {
        std::fprintf(stderr, "radiographs: no pictures, or none wanted\n");
        return 1;
    }
    for (const char *name : classes) {
        fs::create_directories(fs::path(words[2]) / name);
    }
    std::atomic<size_t> next{0};
    std::atomic<bool> has_failed{false};
    std::vector<std::thread> threads;
    for (unsigned thread = 0; thread < std::max(1U, std::thread::hardware_concurrency());
         thread++) {
        threads.emplace_back([&] {
            for (size_t number = next++; number < jobs.size(); number = next++) {
                const Job &job = jobs[number];
                auto path = fs::path(words[2]) / classes[job.label] / (stem(job) + "." + ending);
                if (!cv::imwrite(path, drawn(job, pictures), {cv::IMWRITE_JPEG_QUALITY, 92})) {
                    has_failed = true;
                }
            }
        });
    }
    for (auto &thread : threads) {
        thread.join();
    }
    return has_failed ? 1 : 0;
}
