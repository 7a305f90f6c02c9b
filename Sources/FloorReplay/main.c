/* floor-replay: replays the recorded write set of a bench run through the bare engine, or writes the fixed reference order.
 *
 *   floor-replay replay sqlite FILE RECORDING
 *   floor-replay replay postgres CONNECTION SCHEMA RECORDING
 *   floor-replay reference sqlite FILE ORDERS GROUP [SETTING…]
 *   floor-replay reference postgres CONNECTION SCHEMA ORDERS GROUP [SETTING…]
 *
 * Prints one JSON object: wall_seconds and cpu_seconds of the measured part (user and system time of this process), rows, commits.
 */
#include "floor.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

_Noreturn void fail(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    fputs("floor-replay: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    exit(1);
}

void *allocate(size_t bytes) {
    void *block = malloc(bytes ? bytes : 1);
    if (!block) fail("out of memory");
    return block;
}

static double wall_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static double cpu_now(void) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) + (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

void stopwatch_start(struct stopwatch *watch) {
    watch->cpu_begin = cpu_now();
    watch->wall_begin = wall_now();
}

void stopwatch_stop(struct stopwatch *watch) {
    watch->sum.wall += wall_now() - watch->wall_begin;
    watch->sum.cpu += cpu_now() - watch->cpu_begin;
}

void print_figures(const struct figures *figures) {
    printf(
        "{\"wall_seconds\":%.6f,\"cpu_seconds\":%.6f,\"rows\":%lld,\"commits\":%lld}\n", figures->wall, figures->cpu,
        (long long)figures->rows, (long long)figures->commits);
}

static int64_t positive(const char *text, const char *name) {
    char *end;
    long long value = strtoll(text, &end, 10);
    if (*end || value <= 0) fail("%s is a whole number above zero, not %s", name, text);
    return value;
}

int main(int count, char **arguments) {
    struct figures figures;
    if (count == 5 && !strcmp(arguments[1], "replay") && !strcmp(arguments[2], "sqlite")) {
        struct recording recording;
        recording_load(&recording, arguments[4]);
        figures = replay_sqlite(&recording, arguments[3]);
    } else if (count == 6 && !strcmp(arguments[1], "replay") && !strcmp(arguments[2], "postgres")) {
        struct recording recording;
        recording_load(&recording, arguments[5]);
        figures = replay_postgres(&recording, arguments[3], arguments[4]);
    } else if (count >= 6 && !strcmp(arguments[1], "reference") && !strcmp(arguments[2], "sqlite")) {
        figures = reference_sqlite(
            arguments[3], positive(arguments[4], "ORDERS"), positive(arguments[5], "GROUP"), (const char *const *)arguments + 6,
            count - 6);
    } else if (count >= 7 && !strcmp(arguments[1], "reference") && !strcmp(arguments[2], "postgres")) {
        figures = reference_postgres(
            arguments[3], arguments[4], positive(arguments[5], "ORDERS"), positive(arguments[6], "GROUP"),
            (const char *const *)arguments + 7, count - 7);
    } else {
        fail(
            "usage: floor-replay replay sqlite FILE RECORDING\n"
            "       floor-replay replay postgres CONNECTION SCHEMA RECORDING\n"
            "       floor-replay reference sqlite FILE ORDERS GROUP [SETTING…]\n"
            "       floor-replay reference postgres CONNECTION SCHEMA ORDERS GROUP [SETTING…]");
    }
    print_figures(&figures);
    return 0;
}
