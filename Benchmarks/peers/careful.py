#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Equipoise authors
# SPDX-License-Identifier: Apache-2.0

"""A careful way: as many processes as asked for, grey decoding at half the size, JPEG of 95.

    careful.py FOLDER OUT.zip PROCESSES

The changes are the tutorial's, by OpenCV alone; libraries that draw them take longer.
"""

import os
import random
import sys
import zipfile
from multiprocessing import Pool

import cv2
import numpy as np
from sklearn.model_selection import train_test_split

SIDE = 256


def encoded(image):
    return cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, 95])[1].tobytes()


def changed(image):
    """The image after a rotation, a flip, a shift or a blur."""
    match random.randrange(4):
        case 0:
            matrix = cv2.getRotationMatrix2D((SIDE / 2, SIDE / 2), random.uniform(-25, 25), 1.0)
        case 1:
            return cv2.flip(image, 1)
        case 2:
            across, down = random.randint(-50, 50), random.randint(-50, 50)
            matrix = np.float32([[1, 0, across], [0, 1, down]])
        case _:
            return cv2.GaussianBlur(image, (3, 3), 0)
    return cv2.warpAffine(image, matrix, (SIDE, SIDE))


def rendered(job):
    """The files made of one image: the original and so many artificial ones."""
    path, copies = job
    is_jpeg = path.endswith((".jpeg", ".jpg"))
    flags = cv2.IMREAD_REDUCED_GRAYSCALE_2 if is_jpeg else cv2.IMREAD_GRAYSCALE
    image = cv2.resize(cv2.imread(path, flags), (SIDE, SIDE), interpolation=cv2.INTER_AREA)
    return [encoded(image)] + [encoded(changed(image)) for _ in range(copies)]


def listed(folder):
    """The paths of all images and the number of each one's class, with the classes' names."""
    names = sorted(os.listdir(folder))
    paths, labels = [], []
    for label, name in enumerate(names):
        for file in sorted(os.listdir(os.path.join(folder, name))):
            paths.append(os.path.join(folder, name, file))
            labels.append(label)
    return paths, np.array(labels), names


def copies_of(labels, train):
    """How many artificial images each image gets for the training part to be balanced."""
    counts = np.bincount(labels[train])
    copies = [0] * len(labels)
    for label, count in enumerate(counts):
        members = [index for index in train if labels[index] == label]
        for index in range(counts.max() - count):
            copies[members[index % len(members)]] += 1
    return copies


def main(folder, output, processes):
    paths, labels, names = listed(folder)
    train, _ = train_test_split(
        np.arange(len(paths)), test_size=0.2, random_state=32, stratify=labels
    )
    jobs = zip(paths, copies_of(labels, train))
    is_train = set(train.tolist())
    with Pool(int(processes), cv2.setNumThreads, (0,)) as pool:
        with zipfile.ZipFile(output, "w") as archive:
            for index, files in enumerate(pool.imap(rendered, jobs, chunksize=8)):
                part = "train" if index in is_train else "test"
                for number, data in enumerate(files):
                    name = f"{part}/{names[labels[index]]}/{index:06d}_{number}.jpg"
                    archive.writestr(name, data)


if __name__ == "__main__":
    main(*sys.argv[1:4])
