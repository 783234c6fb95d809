// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

#include "CLinux.h"

#include <stddef.h>

// The manifest takes it from EQUIPOISE_COMMIT.
const char *eq_commit(void) {
#ifdef EQ_COMMIT
    return EQ_COMMIT;
#else
    return NULL;
#endif
}
