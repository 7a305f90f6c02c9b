/* The floor on PostgreSQL: statements prepared once, executed with the recorded binary parameters. */
#include "floor.h"

#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void check(PGconn *connection, PGresult *result, const char *sql) {
    ExecStatusType status = PQresultStatus(result);
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) fail("%s: %s", sql, PQerrorMessage(connection));
    PQclear(result);
}

static void run(PGconn *connection, const char *sql) { check(connection, PQexec(connection, sql), sql); }

static PGconn *opened(const char *text, const char *schema, const char *const *settings, uint32_t setting_count) {
    PGconn *connection = PQconnectdb(text);
    if (PQstatus(connection) != CONNECTION_OK) fail("%s", PQerrorMessage(connection));
    for (uint32_t index = 0; index < setting_count; index++) run(connection, settings[index]);
    char path[200];
    snprintf(path, sizeof path, "SET search_path = \"%s\"", schema);
    run(connection, path);
    return connection;
}

struct figures replay_postgres(struct recording *recording, const char *text, const char *schema) {
    PGconn *connection = opened(text, schema, (const char *const *)recording->settings, recording->setting_count);
    uint32_t widest = 0;
    for (uint32_t index = 0; index < recording->statement_count; index++) {
        struct statement *statement = &recording->statements[index];
        char name[16];
        snprintf(name, sizeof name, "f%u", index);
        check(
            connection, PQprepare(connection, name, statement->sql, (int)statement->parameter_count, statement->types),
            statement->sql);
        if (statement->parameter_count > widest) widest = statement->parameter_count;
    }
    const char **values = allocate(widest * sizeof *values);
    int *lengths = allocate(widest * sizeof *lengths);
    int *formats = allocate(widest * sizeof *formats);
    int64_t *integers = allocate(widest * sizeof *integers);
    for (uint32_t index = 0; index < widest; index++) formats[index] = 1;
    struct stopwatch watch = {0};
    int is_open = 0, is_measured = 0;
    while (recording->at < recording->count) {
        switch (recording_byte(recording)) {
        case OPERATION_SETTING: recording_bytes(recording, recording_word(recording)); break;
        case OPERATION_STATEMENT: {
            recording_word(recording);
            uint32_t parameters = recording_word(recording);
            recording_bytes(recording, parameters * 4);
            recording_bytes(recording, recording_word(recording));
            break;
        }
        case OPERATION_ROW: {
            uint32_t index = recording_word(recording);
            struct statement *statement = &recording->statements[index];
            if (!is_open) {
                run(connection, "BEGIN");
                is_open = 1;
            }
            for (uint32_t number = 0; number < statement->parameter_count; number++) {
                switch (recording_byte(recording)) {
                case VALUE_NULL:
                    values[number] = NULL;
                    lengths[number] = 0;
                    break;
                case VALUE_INTEGER:
                    integers[number] = (int64_t)__builtin_bswap64((uint64_t)recording_integer(recording));
                    values[number] = (const char *)&integers[number];
                    lengths[number] = 8;
                    break;
                default: {
                    uint32_t count = recording_word(recording);
                    values[number] = (const char *)recording_bytes(recording, count);
                    lengths[number] = (int)count;
                }
                }
            }
            char name[16];
            snprintf(name, sizeof name, "f%u", index);
            PGresult *result = PQexecPrepared(
                connection, name, (int)statement->parameter_count, values, lengths, formats, 1);
            if (is_measured) watch.sum.rows += atoll(PQcmdTuples(result));
            check(connection, result, statement->sql);
            break;
        }
        case OPERATION_COMMIT:
            if (is_open) run(connection, "COMMIT");
            is_open = 0;
            if (is_measured) watch.sum.commits++;
            break;
        case OPERATION_MEASURE:
            is_measured = recording_byte(recording);
            if (is_measured) stopwatch_start(&watch);
            else stopwatch_stop(&watch);
            break;
        }
    }
    PQfinish(connection);
    return watch.sum;
}
