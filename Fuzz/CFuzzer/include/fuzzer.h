// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

#ifndef EQUIPOISE_FUZZER_H
#define EQUIPOISE_FUZZER_H

#include <stddef.h>
#include <stdint.h>

// libFuzzer's main loop, which the compiler's runtime holds but no header declares.
int LLVMFuzzerRunDriver(
    int *argc, char ***argv, int (*callback)(const uint8_t *data, size_t count)
);

#endif
