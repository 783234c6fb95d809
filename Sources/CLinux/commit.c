// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

#include "CLinux.h"

#include <stddef.h>

// The manifest knows it where the sources are a checkout, or EQUIPOISE_COMMIT says it.
const char *eq_commit(void) {
#ifdef EQ_COMMIT
    return EQ_COMMIT;
#else
    return NULL;
#endif
}
