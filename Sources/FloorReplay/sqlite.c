/* The floor on SQLite: statements prepared once, bound and stepped, nothing read, nothing encoded. */
#include "floor.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

static void run(sqlite3 *database, const char *sql) {
    if (sqlite3_exec(database, sql, NULL, NULL, NULL) != SQLITE_OK) fail("%s: %s", sql, sqlite3_errmsg(database));
}

static sqlite3 *opened(const char *path, const char *const *settings, uint32_t setting_count) {
    sqlite3 *database;
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    if (sqlite3_open_v2(path, &database, flags, NULL) != SQLITE_OK) fail("%s: %s", path, sqlite3_errmsg(database));
    for (uint32_t index = 0; index < setting_count; index++) run(database, settings[index]);
    return database;
}

static sqlite3_stmt *prepared(sqlite3 *database, const char *sql) {
    sqlite3_stmt *statement;
    if (sqlite3_prepare_v3(database, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) != SQLITE_OK)
        fail("%s: %s", sql, sqlite3_errmsg(database));
    return statement;
}

static void finish(sqlite3 *database, sqlite3_stmt *statement) {
    int outcome = sqlite3_step(statement);
    while (outcome == SQLITE_ROW) outcome = sqlite3_step(statement);
    sqlite3_reset(statement);
    if (outcome != SQLITE_DONE) fail("%s: %s", sqlite3_sql(statement), sqlite3_errmsg(database));
}

/* Where parameter `number` (from 1) of a statement is bound: by its name `$number`, or by its place. */
static int place(sqlite3_stmt *statement, uint32_t number) {
    char name[16];
    snprintf(name, sizeof name, "$%u", number);
    int named = sqlite3_bind_parameter_index(statement, name);
    return named ? named : (int)number;
}

struct figures replay_sqlite(struct recording *recording, const char *path) {
    sqlite3 *database = opened(path, (const char *const *)recording->settings, recording->setting_count);
    sqlite3_stmt **statements = allocate(recording->statement_count * sizeof *statements);
    int **places = allocate(recording->statement_count * sizeof *places);
    for (uint32_t index = 0; index < recording->statement_count; index++) {
        struct statement *statement = &recording->statements[index];
        statements[index] = prepared(database, statement->sql);
        places[index] = allocate(statement->parameter_count * sizeof(int));
        for (uint32_t number = 0; number < statement->parameter_count; number++)
            places[index][number] = place(statements[index], number + 1);
    }
    sqlite3_stmt *begin = prepared(database, "BEGIN IMMEDIATE");
    sqlite3_stmt *commit = prepared(database, "COMMIT");
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
            sqlite3_stmt *statement = statements[index];
            if (!is_open) {
                finish(database, begin);
                is_open = 1;
            }
            for (uint32_t number = 0; number < recording->statements[index].parameter_count; number++) {
                int position = places[index][number];
                switch (recording_byte(recording)) {
                case VALUE_NULL: sqlite3_bind_null(statement, position); break;
                case VALUE_INTEGER: sqlite3_bind_int64(statement, position, recording_integer(recording)); break;
                case VALUE_TEXT: {
                    uint32_t count = recording_word(recording);
                    sqlite3_bind_text(statement, position, (const char *)recording_bytes(recording, count), (int)count, SQLITE_STATIC);
                    break;
                }
                case VALUE_BLOB: {
                    uint32_t count = recording_word(recording);
                    if (count) sqlite3_bind_blob(statement, position, recording_bytes(recording, count), (int)count, SQLITE_STATIC);
                    else sqlite3_bind_zeroblob(statement, position, 0);
                    break;
                }
                }
            }
            finish(database, statement);
            if (is_measured) watch.sum.rows++;
            break;
        }
        case OPERATION_COMMIT:
            if (is_open) finish(database, commit);
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
    for (uint32_t index = 0; index < recording->statement_count; index++) sqlite3_finalize(statements[index]);
    sqlite3_finalize(begin);
    sqlite3_finalize(commit);
    sqlite3_close(database);
    return watch.sum;
}
