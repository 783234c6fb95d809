// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

// Kernel calls and constants that Swift's Glibc module does not import: each is here because a
// macro, a union or a feature-test guard hides it. No policy lives in this file.

#pragma once

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/// One readiness report: the events and the token given at registration.
typedef struct eq_event {
    uint32_t events;
    uint64_t token;
} eq_event;

enum {
    eq_event_readable = 0x001,
    eq_event_writable = 0x004,
    eq_event_error = 0x008,
    eq_event_hangup = 0x010,
};

int eq_epoll_create(void);
/// `struct epoll_event` holds a union and is packed on x86-64, so it is built on this side.
int eq_epoll_add(int epoll, int descriptor, uint32_t events, uint64_t token);
int eq_epoll_modify(int epoll, int descriptor, uint32_t events, uint64_t token);
int eq_epoll_remove(int epoll, int descriptor);
int eq_epoll_wait(int epoll, eq_event *events, int capacity, int timeout_milliseconds);

int eq_eventfd(void);

/// Who is at the other end of an accepted socket, without the union of `sockaddr_storage`.
typedef struct eq_peer {
    /// Bytes of the address: 4, 16, or 0 where the socket's family has none.
    uint8_t count;
    uint8_t bytes[16];
} eq_peer;

/// accept4 with close-on-exec and non-blocking set at once.
int eq_accept(int listener, eq_peer *peer);

ssize_t eq_sendfile(int socket, int file, off_t *offset, size_t count);

/// Hidden behind _GNU_SOURCE; both offsets are absolute, and the files' positions stay.
ssize_t eq_copy_file_range(int source, off_t from, int target, off_t to, size_t count);

/// sync_file_range, hidden likewise: begins to write a range to the disk and does not wait for it.
int eq_start_write_back(int file, off_t offset, off_t count);

/// open(2) is variadic, which Swift does not call; close-on-exec is always set.
int eq_open(const char *path, int flags, mode_t mode);
/// A file without a name (O_TMPFILE, which _GNU_SOURCE hides), for reading and writing.
int eq_open_temporary(const char *directory);
/// Advisory whole-file lock that does not wait: one process owns a data directory.
int eq_lock(int descriptor);
/// Hidden in malloc.h, which the module of Glibc leaves out.
int eq_trim_heap(void);
/// Hidden there too: blocks of so many bytes and more get pages of their own.
int eq_map_blocks_from(int bytes);
/// Hidden behind _GNU_SOURCE; the kernel keeps 15 bytes.
int eq_name_thread(pthread_t thread, const char *name);

/// One atomic access to a word that is mapped from a file and outlives the process.
uint64_t eq_load(const uint64_t *word);
void eq_store(uint64_t *word, uint64_t value);
uint64_t eq_add(uint64_t *word, uint64_t value);
/// Says of the calling thread whether what it does now is work whose faults are its own.
void eq_set_at_work(bool is_at_work);
/// From now on a signal of a fault is put into the word, if that is 0, before it takes its course:
/// its number, and 256 where it came of what a thread at work did. The word must stay mapped.
void eq_mark_faults(uint64_t *word);

/// posix_spawn of a program in a process group of its own, with this process's environment, no
/// signal blocked or ignored, and an empty input and output. Its errors go into a descriptor.
/// Returns an error number, 0 for none.
int eq_spawn(pid_t *child, const char *path, char *const *arguments, int errors);
/// prctl(2) is variadic: has the calling process killed when the thread that made it ends.
int eq_die_with_parent(void);

/// The commit that the program was built from, or NULL: Swift takes no texts from the manifest.
const char *eq_commit(void);

#ifdef __cplusplus
}
#endif
