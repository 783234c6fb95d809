// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

#define _GNU_SOURCE
#include "CLinux.h"

#include <signal.h>
#include <string.h>

uint64_t eq_load(const uint64_t *word) { return __atomic_load_n(word, __ATOMIC_SEQ_CST); }

void eq_store(uint64_t *word, uint64_t value) { __atomic_store_n(word, value, __ATOMIC_SEQ_CST); }

uint64_t eq_add(uint64_t *word, uint64_t value) {
    return __atomic_add_fetch(word, value, __ATOMIC_RELAXED);
}

static const int faults[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGTRAP};
enum { fault_count = sizeof faults / sizeof *faults };

static uint64_t *fault_word;
static struct sigaction former[fault_count];
static _Thread_local volatile sig_atomic_t is_thread_at_work;

void eq_set_at_work(bool is_at_work) { is_thread_at_work = is_at_work; }

// Calls nothing but what signal-safety(7) allows.
static void mark_fault(int number, siginfo_t *information, void *context) {
    (void)context;
    // Of a process, by kill(2) or sigqueue(3); abort(3) sends to its own thread.
    bool is_sent = information->si_code == SI_USER || information->si_code == SI_QUEUE;
    uint64_t mark = (uint64_t)number | (is_thread_at_work && !is_sent ? 256 : 0);
    uint64_t none = 0;
    __atomic_compare_exchange_n(fault_word, &none, mark, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
    for (int index = 0; index < fault_count; index++) {
        if (faults[index] == number) {
            sigaction(number, &former[index], NULL);
        }
    }
    // An instruction that cannot be carried out is tried again on return; what was sent is over.
    if (information->si_code <= 0) {
        raise(number);
    }
}

void eq_mark_faults(uint64_t *word) {
    bool is_installed = fault_word != NULL;
    fault_word = word;
    if (is_installed) {
        return;
    }
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_sigaction = mark_fault;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK;
    sigemptyset(&action.sa_mask);
    for (int index = 0; index < fault_count; index++) {
        sigaction(faults[index], &action, &former[index]);
    }
}
