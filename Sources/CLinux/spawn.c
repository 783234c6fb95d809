// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

#define _GNU_SOURCE
#include "CLinux.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/prctl.h>
#include <unistd.h>

static int add_streams(posix_spawn_file_actions_t *streams, int errors) {
    int failure = posix_spawn_file_actions_addopen(streams, 0, "/dev/null", O_RDONLY, 0);
    if (failure == 0) {
        failure = posix_spawn_file_actions_addopen(streams, 1, "/dev/null", O_WRONLY, 0);
    }
    return failure == 0 ? posix_spawn_file_actions_adddup2(streams, errors, 2) : failure;
}

static int set_attributes(posix_spawnattr_t *attributes) {
    sigset_t signals;
    sigemptyset(&signals);
    int failure = posix_spawnattr_setsigmask(attributes, &signals);
    sigfillset(&signals);
    if (failure == 0) {
        failure = posix_spawnattr_setsigdefault(attributes, &signals);
    }
    if (failure == 0) {
        failure = posix_spawnattr_setpgroup(attributes, 0);
    }
    short flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP;
    return failure == 0 ? posix_spawnattr_setflags(attributes, flags) : failure;
}

int eq_spawn(pid_t *child, const char *path, char *const *arguments, int errors) {
    posix_spawn_file_actions_t streams;
    posix_spawnattr_t attributes;
    int failure = posix_spawn_file_actions_init(&streams);
    if (failure != 0) {
        return failure;
    }
    failure = posix_spawnattr_init(&attributes);
    if (failure == 0) {
        failure = add_streams(&streams, errors);
        if (failure == 0) {
            failure = set_attributes(&attributes);
        }
        if (failure == 0) {
            failure = posix_spawn(child, path, &streams, &attributes, arguments, environ);
        }
        posix_spawnattr_destroy(&attributes);
    }
    posix_spawn_file_actions_destroy(&streams);
    return failure;
}

int eq_die_with_parent(void) { return prctl(PR_SET_PDEATHSIG, SIGKILL); }
