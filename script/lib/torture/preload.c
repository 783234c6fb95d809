// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

// Preloaded into a server by script/torture: steps its wall clock, and fails its writes to files,
// as the mapped file says that EQUIPOISE_TORTURE names. Monotonic clocks go on as they are.

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

struct orders {
    // Seconds that the wall clock is off.
    _Atomic int64_t step;
    // Writes to files until one fails; 0 for none that does.
    _Atomic int64_t writes_left;
    _Atomic int64_t error;
    // Whether all later writes fail too.
    _Atomic int64_t lasts;
    // Writes that have failed.
    _Atomic int64_t failed;
};

static struct orders none;
static struct orders *orders = &none;

__attribute__((constructor)) static void open_orders(void) {
    const char *path = getenv("EQUIPOISE_TORTURE");
    int file = path ? open(path, O_RDWR | O_CLOEXEC) : -1;
    if (file < 0)
        return;
    void *map = mmap(NULL, sizeof *orders, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (map != MAP_FAILED)
        orders = map;
    close(file);
}

int clock_gettime(clockid_t clock, struct timespec *time) {
    int result = (int)syscall(SYS_clock_gettime, clock, time);
    if (result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) {
        time->tv_sec += orders->step;
    }
    return result;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone) {
    (void)zone;
    struct timespec time;
    int result = clock_gettime(CLOCK_REALTIME, &time);
    now->tv_sec = time.tv_sec;
    now->tv_usec = time.tv_nsec / 1000;
    return result;
}

time_t time(time_t *out) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (out)
        *out = now.tv_sec;
    return now.tv_sec;
}

// Whether this write is one that has to fail. Of threads that count at once one may count below
// zero; the next puts that right.
static int fails(int file) {
    struct stat status;
    if (orders->writes_left == 0 || fstat(file, &status) != 0)
        return 0;
    if (!S_ISREG(status.st_mode))
        return 0;
    int64_t left = atomic_fetch_sub(&orders->writes_left, 1);
    if (left > 1)
        return 0;
    if (left < 1 || orders->lasts)
        atomic_store(&orders->writes_left, orders->lasts ? 1 : 0);
    if (left < 1)
        return 0;
    atomic_fetch_add(&orders->failed, 1);
    return 1;
}

ssize_t write(int file, const void *bytes, size_t count) {
    if (fails(file)) {
        errno = (int)orders->error;
        return -1;
    }
    return syscall(SYS_write, file, bytes, count);
}
