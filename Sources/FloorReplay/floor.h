/* The floor of the bench: what the bare engines need for the same rows in the same commits. */
#ifndef FLOOR_H
#define FLOOR_H

#include <stddef.h>
#include <stdint.h>

/* What a run took between its measured marks. */
struct figures {
    double wall;
    double cpu;
    int64_t rows;
    int64_t commits;
};

/* A clock that is started and stopped; it adds up. */
struct stopwatch {
    double wall_begin;
    double cpu_begin;
    struct figures sum;
};

void stopwatch_start(struct stopwatch *watch);
void stopwatch_stop(struct stopwatch *watch);
void print_figures(const struct figures *figures);

/* Prints a message and ends the program with code 1. */
_Noreturn void fail(const char *format, ...);
void *allocate(size_t bytes);

/* A recording, whole in memory. */
struct recording {
    const unsigned char *bytes;
    size_t count;
    size_t at;
    /* Statements by number, filled by recording_scan. */
    uint32_t statement_count;
    struct statement *statements;
    /* Session settings, in their order. */
    uint32_t setting_count;
    const char **settings;
};

struct statement {
    const char *sql;
    uint32_t parameter_count;
    /* PostgreSQL's type numbers; zero on SQLite. */
    uint32_t *types;
};

enum operation {
    OPERATION_SETTING = 'P',
    OPERATION_STATEMENT = 'S',
    OPERATION_ROW = 'R',
    OPERATION_COMMIT = 'C',
    OPERATION_MEASURE = 'M'
};

enum value_kind { VALUE_NULL = 0, VALUE_INTEGER = 1, VALUE_TEXT = 2, VALUE_BLOB = 3 };

void recording_load(struct recording *recording, const char *path);
void recording_rewind(struct recording *recording);
uint8_t recording_byte(struct recording *recording);
uint32_t recording_word(struct recording *recording);
int64_t recording_integer(struct recording *recording);
const unsigned char *recording_bytes(struct recording *recording, uint32_t count);

struct figures replay_sqlite(struct recording *recording, const char *path);
struct figures replay_postgres(struct recording *recording, const char *connection, const char *schema);
struct figures reference_sqlite(const char *path, int64_t orders, int64_t group, const char *const *settings, int setting_count);
struct figures reference_postgres(
    const char *connection, const char *schema, int64_t orders, int64_t group, const char *const *settings, int setting_count);

#endif
