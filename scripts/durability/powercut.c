// A power cut for one SQLite store, loaded before a program with LD_PRELOAD.
//
// Beside the store's two files (the database and its -wal) it keeps a second copy in another directory: what a disk would hold if
// the power went now. A write reaches that copy only when fsync or fdatasync of its file returns. After a given number of writes
// the process is ended with SIGKILL, and the copy is what a restart would find. The shared-memory file (-shm) is rebuilt at every
// start and is not copied.
//
//   POWERCUT_STORE     path of the database
//   POWERCUT_COPY      directory of the copy
//   POWERCUT_AFTER     end the process at this write to the store's files (0: never)
//   POWERCUT_SURVIVE   percent of the writes not yet synced that reach the copy all the same, drawn at the cut: a disk may write
//                      in any order (default 0: nothing unsynced survives)
//   POWERCUT_SEED      for that draw
//   POWERCUT_IGNORE    set: nothing is ever durable, as on a disk that lies. The control: a test that still passes proves nothing
//   POWERCUT_REPORT    file for the counts, rewritten at every sync and at the end: writes, syncs of the -wal, syncs of the database
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

enum { DATABASE, WAL, FILES };
enum { DESCRIPTORS = 65536 };

typedef struct {
    off_t at;
    size_t count;
} range;

typedef struct {
    char path[4096];
    char copy[4096];
    int copy_fd;
    // Written since the last sync. A range of no bytes is a change of length to `at`.
    range *unsynced;
    size_t count, room;
    long syncs;
} file_state;

static file_state files[FILES];
static unsigned char kind_of[DESCRIPTORS]; // file + 1
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int is_on;
static long writes, cut_after;
static int survive, ignores;
static uint64_t state;
static char report_path[4096];

static int (*real_open)(const char *, int, ...);
static int (*real_open64)(const char *, int, ...);
static int (*real_openat)(int, const char *, int, ...);
static int (*real_openat64)(int, const char *, int, ...);
static int (*real_close)(int);
static ssize_t (*real_write)(int, const void *, size_t);
static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static ssize_t (*real_pwrite64)(int, const void *, size_t, off64_t);
static ssize_t (*real_writev)(int, const struct iovec *, int);
static int (*real_fsync)(int);
static int (*real_fdatasync)(int);
static int (*real_ftruncate)(int, off_t);
static int (*real_ftruncate64)(int, off64_t);
static int (*real_unlink)(const char *);

static void fail(const char *what) {
    fprintf(stderr, "powercut: %s: %s\n", what, strerror(errno));
    _exit(99);
}

static uint64_t draw(void) {
    state += 0x9E3779B97F4A7C15u;
    uint64_t mixed = state;
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9u;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBu;
    return mixed ^ (mixed >> 31);
}

static long number(const char *name) {
    const char *text = getenv(name);
    return text ? atol(text) : 0;
}

__attribute__((constructor)) static void start(void) {
    real_open = dlsym(RTLD_NEXT, "open");
    real_open64 = dlsym(RTLD_NEXT, "open64");
    real_openat = dlsym(RTLD_NEXT, "openat");
    real_openat64 = dlsym(RTLD_NEXT, "openat64");
    real_close = dlsym(RTLD_NEXT, "close");
    real_write = dlsym(RTLD_NEXT, "write");
    real_pwrite = dlsym(RTLD_NEXT, "pwrite");
    real_pwrite64 = dlsym(RTLD_NEXT, "pwrite64");
    real_writev = dlsym(RTLD_NEXT, "writev");
    real_fsync = dlsym(RTLD_NEXT, "fsync");
    real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
    real_ftruncate = dlsym(RTLD_NEXT, "ftruncate");
    real_ftruncate64 = dlsym(RTLD_NEXT, "ftruncate64");
    real_unlink = dlsym(RTLD_NEXT, "unlink");
    const char *store = getenv("POWERCUT_STORE"), *copy = getenv("POWERCUT_COPY"), *report = getenv("POWERCUT_REPORT");
    if (!store || !copy) return;
    const char *name = strrchr(store, '/') ? strrchr(store, '/') + 1 : store;
    for (int kind = 0; kind < FILES; kind++) {
        const char *suffix = kind == WAL ? "-wal" : "";
        snprintf(files[kind].path, sizeof files[kind].path, "%s%s", store, suffix);
        snprintf(files[kind].copy, sizeof files[kind].copy, "%s/%s%s", copy, name, suffix);
        files[kind].copy_fd = -1;
    }
    if (report) snprintf(report_path, sizeof report_path, "%s", report);
    cut_after = number("POWERCUT_AFTER");
    survive = (int)number("POWERCUT_SURVIVE");
    ignores = getenv("POWERCUT_IGNORE") != NULL;
    state = (uint64_t)number("POWERCUT_SEED");
    is_on = 1;
}

static void report(void) {
    if (!report_path[0]) return;
    int fd = real_open(report_path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (fd < 0) return;
    char text[128];
    int count = snprintf(text, sizeof text, "%ld %ld %ld\n", writes, files[WAL].syncs, files[DATABASE].syncs);
    if (real_write(fd, text, (size_t)count) < 0) fail("report");
    real_close(fd);
}

__attribute__((destructor)) static void finish(void) {
    if (is_on) report();
}

static file_state *tracked(int fd) {
    return is_on && fd >= 0 && fd < DESCRIPTORS && kind_of[fd] ? &files[kind_of[fd] - 1] : NULL;
}

// Carries one range of a file over to its copy.
static void carry(file_state *file, int fd, range part) {
    if (file->copy_fd < 0) {
        file->copy_fd = real_open(file->copy, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
        if (file->copy_fd < 0) fail(file->copy);
    }
    if (part.count == 0) {
        if (real_ftruncate64(file->copy_fd, part.at)) fail("ftruncate");
        return;
    }
    char bytes[65536];
    while (part.count > 0) {
        size_t wish = part.count < sizeof bytes ? part.count : sizeof bytes;
        ssize_t got = pread64(fd, bytes, wish, part.at);
        if (got < 0) fail("pread");
        if (got == 0) return; // cut off since by a change of length
        if (real_pwrite64(file->copy_fd, bytes, (size_t)got, part.at) != got) fail("pwrite");
        part.at += got;
        part.count -= (size_t)got;
    }
}

static void cut(void) {
    if (survive > 0 && !ignores) {
        for (int kind = 0; kind < FILES; kind++) {
            file_state *file = &files[kind];
            int fd = real_open(file->path, O_RDONLY | O_CLOEXEC);
            if (fd < 0) continue;
            for (size_t index = 0; index < file->count; index++)
                if ((int)(draw() % 100) < survive) carry(file, fd, file->unsynced[index]);
            real_close(fd);
        }
    }
    report();
    kill(getpid(), SIGKILL);
    for (;;) pause();
}

static void note(file_state *file, off_t at, size_t count) {
    if (file->count == file->room) {
        file->room = file->room ? file->room * 2 : 64;
        file->unsynced = realloc(file->unsynced, file->room * sizeof(range));
        if (!file->unsynced) fail("realloc");
    }
    file->unsynced[file->count++] = (range){at, count};
    writes++;
    if (cut_after && writes >= cut_after) cut();
}

static int opened(int fd, const char *path) {
    if (!is_on || fd < 0 || fd >= DESCRIPTORS) return fd;
    pthread_mutex_lock(&lock);
    kind_of[fd] = 0;
    for (int kind = 0; kind < FILES; kind++) {
        size_t own = strlen(files[kind].path), length = strlen(path);
        const char *name = strrchr(files[kind].path, '/') ? strrchr(files[kind].path, '/') : files[kind].path;
        size_t tail = strlen(name);
        if ((length == own && !strcmp(path, files[kind].path)) || (length > tail && !strcmp(path + length - tail, name)))
            kind_of[fd] = (unsigned char)(kind + 1);
    }
    pthread_mutex_unlock(&lock);
    return fd;
}

#define OPENED(call)                                                                                                             \
    mode_t mode = 0;                                                                                                             \
    if (flags & (O_CREAT | O_TMPFILE)) {                                                                                         \
        va_list rest;                                                                                                            \
        va_start(rest, flags);                                                                                                   \
        mode = va_arg(rest, mode_t);                                                                                             \
        va_end(rest);                                                                                                            \
    }                                                                                                                            \
    return opened(call, path)

int open(const char *path, int flags, ...) { OPENED(real_open(path, flags, mode)); }
int open64(const char *path, int flags, ...) { OPENED(real_open64(path, flags, mode)); }
int openat(int at, const char *path, int flags, ...) { OPENED(real_openat(at, path, flags, mode)); }
int openat64(int at, const char *path, int flags, ...) { OPENED(real_openat64(at, path, flags, mode)); }

int close(int fd) {
    if (fd >= 0 && fd < DESCRIPTORS) kind_of[fd] = 0;
    return real_close(fd);
}

#define WRITTEN(call, start)                                                                                                     \
    file_state *file = tracked(fd);                                                                                              \
    if (!file) return call;                                                                                                      \
    pthread_mutex_lock(&lock);                                                                                                   \
    off_t at = start;                                                                                                            \
    ssize_t done = call;                                                                                                         \
    if (done > 0) note(file, at, (size_t)done);                                                                                  \
    pthread_mutex_unlock(&lock);                                                                                                 \
    return done

ssize_t write(int fd, const void *bytes, size_t count) { WRITTEN(real_write(fd, bytes, count), lseek64(fd, 0, SEEK_CUR)); }
ssize_t writev(int fd, const struct iovec *parts, int count) { WRITTEN(real_writev(fd, parts, count), lseek64(fd, 0, SEEK_CUR)); }
ssize_t pwrite(int fd, const void *bytes, size_t count, off_t offset) { WRITTEN(real_pwrite(fd, bytes, count, offset), offset); }
ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t offset) { WRITTEN(real_pwrite64(fd, bytes, count, offset), offset); }

#define SHORTENED(call)                                                                                                          \
    file_state *file = tracked(fd);                                                                                              \
    if (!file) return call;                                                                                                      \
    pthread_mutex_lock(&lock);                                                                                                   \
    int outcome = call;                                                                                                          \
    if (outcome == 0) note(file, length, 0);                                                                                     \
    pthread_mutex_unlock(&lock);                                                                                                 \
    return outcome

int ftruncate(int fd, off_t length) { SHORTENED(real_ftruncate(fd, length)); }
int ftruncate64(int fd, off64_t length) { SHORTENED(real_ftruncate64(fd, length)); }

static int synced(int fd, int (*sync)(int)) {
    file_state *file = tracked(fd);
    if (!file) return sync(fd);
    pthread_mutex_lock(&lock);
    int outcome = ignores ? 0 : sync(fd);
    if (outcome == 0) {
        file->syncs++;
        if (!ignores)
            for (size_t index = 0; index < file->count; index++) carry(file, fd, file->unsynced[index]);
        file->count = 0;
        report();
    }
    pthread_mutex_unlock(&lock);
    return outcome;
}

int fsync(int fd) { return synced(fd, real_fsync); }
int fdatasync(int fd) { return synced(fd, real_fdatasync); }

int unlink(const char *path) {
    int outcome = real_unlink(path);
    if (!is_on || outcome) return outcome;
    pthread_mutex_lock(&lock);
    for (int kind = 0; kind < FILES; kind++) {
        if (strcmp(path, files[kind].path)) continue;
        if (files[kind].copy_fd >= 0) real_close(files[kind].copy_fd);
        files[kind].copy_fd = -1;
        files[kind].count = 0;
        real_unlink(files[kind].copy);
    }
    pthread_mutex_unlock(&lock);
    return outcome;
}
