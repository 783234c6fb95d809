#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Equipoise authors
# SPDX-License-Identifier: Apache-2.0

"""The tutorial's way: one process, every image in memory, one random change an artificial image.

    tutorial.py FOLDER OUT.zip

Reads in colour, resizes bilinearly to 256 x 256, splits off a stratified fifth to test with, and
makes images of the training part until each class has as many as the largest. Writes PNG.
"""

import os
import random
import sys
import zipfile

import cv2
import numpy as np
from sklearn.model_selection import train_test_split

SIDE = 256


def read(folder):
    """All images and the number of each one's class, with the names of the classes."""
    names = sorted(os.listdir(folder))
    images, labels = [], []
    for label, name in enumerate(names):
        for file in sorted(os.listdir(os.path.join(folder, name))):
            image = cv2.imread(os.path.join(folder, name, file))
            images.append(cv2.resize(image, (SIDE, SIDE)))
            labels.append(label)
    return np.array(images), np.array(labels), names


def changed(image):
    """The image after a rotation, a flip, a shift or a blur."""
    match random.randint(1, 4):
        case 1:
            angle = random.randint(-25, 25)
            matrix = cv2.getRotationMatrix2D((SIDE // 2, SIDE // 2), angle, 1.0)
            return cv2.warpAffine(image, matrix, (SIDE, SIDE))
        case 2:
            return np.fliplr(image)
        case 3:
            across, down = random.randint(-50, 50), random.randint(-50, 50)
            matrix = np.float32([[1, 0, across], [0, 1, down]])
            return cv2.warpAffine(image, matrix, (SIDE, SIDE))
        case _:
            kernel = random.choice((1, 3))
            return cv2.GaussianBlur(image, (kernel, kernel), cv2.BORDER_DEFAULT)


def balanced(images, labels):
    """The images with as many artificial ones behind them as the smaller classes lack."""
    counts = np.bincount(labels)
    made, made_labels = [], []
    for label, count in enumerate(counts):
        members = np.where(labels == label)[0]
        for index in range(counts.max() - count):
            made.append(changed(images[members[index % len(members)]]))
            made_labels.append(label)
    if not made:
        return images, labels
    return np.append(images, np.array(made), axis=0), np.append(labels, made_labels)


def main(folder, output):
    images, labels, names = read(folder)
    train, test, train_labels, test_labels = train_test_split(
        images, labels, test_size=0.2, random_state=32, stratify=labels
    )
    train, train_labels = balanced(train, train_labels)
    with zipfile.ZipFile(output, "w", zipfile.ZIP_STORED) as archive:
        for part, pixels, classes in (("train", train, train_labels), ("test", test, test_labels)):
            for index, (image, label) in enumerate(zip(pixels, classes)):
                data = cv2.imencode(".png", image)[1].tobytes()
                archive.writestr(f"{part}/{names[label]}/{index:06d}.png", data)


if __name__ == "__main__":
    main(*sys.argv[1:3])
