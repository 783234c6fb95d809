// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

#define _GNU_SOURCE
#include "CLinux.h"

#include <fcntl.h>
#include <malloc.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/file.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <unistd.h>

_Static_assert(eq_event_readable == EPOLLIN, "epoll constants are part of the kernel's ABI");
_Static_assert(eq_event_writable == EPOLLOUT, "epoll constants are part of the kernel's ABI");

int eq_epoll_create(void) { return epoll_create1(EPOLL_CLOEXEC); }

static int control(int epoll, int operation, int descriptor, uint32_t events, uint64_t token) {
    struct epoll_event event = {.events = events, .data = {.u64 = token}};
    return epoll_ctl(epoll, operation, descriptor, &event);
}

int eq_epoll_add(int epoll, int descriptor, uint32_t events, uint64_t token) {
    return control(epoll, EPOLL_CTL_ADD, descriptor, events, token);
}

int eq_epoll_modify(int epoll, int descriptor, uint32_t events, uint64_t token) {
    return control(epoll, EPOLL_CTL_MOD, descriptor, events, token);
}

int eq_epoll_remove(int epoll, int descriptor) {
    return control(epoll, EPOLL_CTL_DEL, descriptor, 0, 0);
}

int eq_epoll_wait(int epoll, eq_event *events, int capacity, int timeout_milliseconds) {
    struct epoll_event ready[256];
    if (capacity > 256) {
        capacity = 256;
    }
    int count = epoll_wait(epoll, ready, capacity, timeout_milliseconds);
    for (int index = 0; index < count; index++) {
        events[index].events = ready[index].events;
        events[index].token = ready[index].data.u64;
    }
    return count;
}

int eq_eventfd(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

int eq_accept(int listener, eq_peer *peer) {
    union {
        struct sockaddr any;
        struct sockaddr_in ip4;
        struct sockaddr_in6 ip6;
        struct sockaddr_storage room;
    } address;
    socklen_t length = sizeof address;
    int accepted = accept4(listener, &address.any, &length, SOCK_CLOEXEC | SOCK_NONBLOCK);
    peer->count = 0;
    if (accepted >= 0 && address.any.sa_family == AF_INET) {
        peer->count = sizeof address.ip4.sin_addr;
        memcpy(peer->bytes, &address.ip4.sin_addr, peer->count);
    } else if (accepted >= 0 && address.any.sa_family == AF_INET6) {
        peer->count = sizeof address.ip6.sin6_addr;
        memcpy(peer->bytes, &address.ip6.sin6_addr, peer->count);
    }
    return accepted;
}

ssize_t eq_sendfile(int socket, int file, off_t *offset, size_t count) {
    return sendfile(socket, file, offset, count);
}

ssize_t eq_copy_file_range(int source, off_t from, int target, off_t to, size_t count) {
    return copy_file_range(source, &from, target, &to, count, 0);
}

int eq_start_write_back(int file, off_t offset, off_t count) {
    return sync_file_range(file, offset, count, SYNC_FILE_RANGE_WRITE);
}

int eq_open(const char *path, int flags, mode_t mode) {
    return open(path, flags | O_CLOEXEC, mode);
}

int eq_open_temporary(const char *directory) {
    return open(directory, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
}

int eq_lock(int descriptor) { return flock(descriptor, LOCK_EX | LOCK_NB); }

int eq_name_thread(pthread_t thread, const char *name) { return pthread_setname_np(thread, name); }

int eq_trim_heap(void) { return malloc_trim(0); }

int eq_map_blocks_from(int bytes) { return mallopt(M_MMAP_THRESHOLD, bytes); }
