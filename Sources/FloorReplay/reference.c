/* The reference order: 26 rows of 6 columns in 4 tables (1 + 2 + 8 + 15), one secondary index. It never changes, so that a fat
 * schema of the product cannot flatter its own ratio. */
#include "floor.h"

#include <libpq-fe.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TABLES 4
static const char *const names[TABLES] = {"reference_order", "reference_line", "reference_move", "reference_entry"};
static const int rows_per_order[TABLES] = {1, 2, 8, 15};

/* Short texts as documents have them: codes of shops, warehouses, conditions. */
#define TEXTS 64
static char texts[TEXTS][12];

static void make_texts(void) {
    for (int index = 0; index < TEXTS; index++) snprintf(texts[index], sizeof texts[index], "CODE-%04d", index * 37);
}

/* Row `row` of table `table` for an order: four numbers and two texts. */
static void make_row(int table, int64_t order, int row, int64_t numbers[4], const char *words[2]) {
    numbers[0] = order * rows_per_order[table] + row;
    numbers[1] = order;
    numbers[2] = 1000000000000000 + (order * 7919 + row * 104729) % 20000;
    numbers[3] = (order * 31 + row * 17) % 100000;
    words[0] = texts[(order + row) % TEXTS];
    words[1] = texts[(order * 3 + row) % TEXTS];
}

static void creation(char *sql, size_t count, int table, int is_sqlite) {
    snprintf(
        sql, count, "CREATE TABLE %s (id %s NOT NULL PRIMARY KEY, a BIGINT NOT NULL, b BIGINT NOT NULL, c BIGINT NOT NULL, d TEXT NOT NULL, e TEXT NOT NULL)",
        names[table], is_sqlite ? "INTEGER" : "BIGINT");
}

static const char index_creation[] = "CREATE INDEX reference_move_item ON reference_move (b)";

static void run_sqlite(sqlite3 *database, const char *sql) {
    if (sqlite3_exec(database, sql, NULL, NULL, NULL) != SQLITE_OK) fail("%s: %s", sql, sqlite3_errmsg(database));
}

struct figures reference_sqlite(const char *path, int64_t orders, int64_t group, const char *const *settings, int setting_count) {
    make_texts();
    sqlite3 *database;
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    if (sqlite3_open_v2(path, &database, flags, NULL) != SQLITE_OK) fail("%s: %s", path, sqlite3_errmsg(database));
    for (int index = 0; index < setting_count; index++) run_sqlite(database, settings[index]);
    sqlite3_stmt *inserts[TABLES];
    for (int table = 0; table < TABLES; table++) {
        char sql[300];
        creation(sql, sizeof sql, table, 1);
        run_sqlite(database, sql);
        if (table == 2) run_sqlite(database, index_creation);
        snprintf(sql, sizeof sql, "INSERT INTO %s VALUES (?, ?, ?, ?, ?, ?)", names[table]);
        if (sqlite3_prepare_v3(database, sql, -1, SQLITE_PREPARE_PERSISTENT, &inserts[table], NULL) != SQLITE_OK)
            fail("%s: %s", sql, sqlite3_errmsg(database));
    }
    struct stopwatch watch = {0};
    stopwatch_start(&watch);
    for (int64_t first = 0; first < orders; first += group) {
        int64_t end = first + group < orders ? first + group : orders;
        run_sqlite(database, "BEGIN IMMEDIATE");
        for (int table = 0; table < TABLES; table++) {
            sqlite3_stmt *insert = inserts[table];
            for (int64_t order = first; order < end; order++) {
                for (int row = 0; row < rows_per_order[table]; row++) {
                    int64_t numbers[4];
                    const char *words[2];
                    make_row(table, order, row, numbers, words);
                    for (int index = 0; index < 4; index++) sqlite3_bind_int64(insert, index + 1, numbers[index]);
                    for (int index = 0; index < 2; index++) sqlite3_bind_text(insert, index + 5, words[index], 9, SQLITE_STATIC);
                    if (sqlite3_step(insert) != SQLITE_DONE) fail("%s: %s", names[table], sqlite3_errmsg(database));
                    sqlite3_reset(insert);
                    watch.sum.rows++;
                }
            }
        }
        run_sqlite(database, "COMMIT");
        watch.sum.commits++;
    }
    stopwatch_stop(&watch);
    for (int table = 0; table < TABLES; table++) sqlite3_finalize(inserts[table]);
    sqlite3_close(database);
    return watch.sum;
}

/* One column of rows as a binary array of PostgreSQL. */
struct column {
    char *bytes;
    size_t count;
};

static void put_word(struct column *column, uint32_t word) {
    word = __builtin_bswap32(word);
    memcpy(column->bytes + column->count, &word, 4);
    column->count += 4;
}

static void start_column(struct column *column, uint32_t element, uint32_t rows) {
    column->count = 0;
    put_word(column, 1);
    put_word(column, 0);
    put_word(column, element);
    put_word(column, rows);
    put_word(column, 1);
}

static void put_number(struct column *column, int64_t number) {
    uint64_t swapped = __builtin_bswap64((uint64_t)number);
    put_word(column, 8);
    memcpy(column->bytes + column->count, &swapped, 8);
    column->count += 8;
}

static void put_text(struct column *column, const char *text) {
    put_word(column, 9);
    memcpy(column->bytes + column->count, text, 9);
    column->count += 9;
}

static void run_postgres(PGconn *connection, const char *sql) {
    PGresult *result = PQexec(connection, sql);
    if (PQresultStatus(result) != PGRES_COMMAND_OK) fail("%s: %s", sql, PQerrorMessage(connection));
    PQclear(result);
}

struct figures reference_postgres(
    const char *text, const char *schema, int64_t orders, int64_t group, const char *const *settings, int setting_count) {
    make_texts();
    PGconn *connection = PQconnectdb(text);
    if (PQstatus(connection) != CONNECTION_OK) fail("%s", PQerrorMessage(connection));
    for (int index = 0; index < setting_count; index++) run_postgres(connection, settings[index]);
    char sql[400];
    snprintf(sql, sizeof sql, "CREATE SCHEMA IF NOT EXISTS \"%s\"", schema);
    run_postgres(connection, sql);
    snprintf(sql, sizeof sql, "SET search_path = \"%s\"", schema);
    run_postgres(connection, sql);
    const Oid types[6] = {1016, 1016, 1016, 1016, 1009, 1009};
    for (int table = 0; table < TABLES; table++) {
        creation(sql, sizeof sql, table, 0);
        run_postgres(connection, sql);
        if (table == 2) run_postgres(connection, index_creation);
        snprintf(
            sql, sizeof sql,
            "INSERT INTO %s SELECT * FROM UNNEST($1::BIGINT[], $2::BIGINT[], $3::BIGINT[], $4::BIGINT[], $5::TEXT[], $6::TEXT[])",
            names[table]);
        PGresult *result = PQprepare(connection, names[table], sql, 6, types);
        if (PQresultStatus(result) != PGRES_COMMAND_OK) fail("%s: %s", sql, PQerrorMessage(connection));
        PQclear(result);
    }
    struct column columns[6];
    for (int index = 0; index < 6; index++) columns[index].bytes = allocate(20 + (size_t)group * 15 * 13);
    const int formats[6] = {1, 1, 1, 1, 1, 1};
    struct stopwatch watch = {0};
    stopwatch_start(&watch);
    for (int64_t first = 0; first < orders; first += group) {
        int64_t end = first + group < orders ? first + group : orders;
        run_postgres(connection, "BEGIN");
        for (int table = 0; table < TABLES; table++) {
            uint32_t rows = (uint32_t)(end - first) * (uint32_t)rows_per_order[table];
            for (int index = 0; index < 6; index++) start_column(&columns[index], index < 4 ? 20 : 25, rows);
            for (int64_t order = first; order < end; order++) {
                for (int row = 0; row < rows_per_order[table]; row++) {
                    int64_t numbers[4];
                    const char *words[2];
                    make_row(table, order, row, numbers, words);
                    for (int index = 0; index < 4; index++) put_number(&columns[index], numbers[index]);
                    for (int index = 0; index < 2; index++) put_text(&columns[index + 4], words[index]);
                }
            }
            const char *values[6];
            int lengths[6];
            for (int index = 0; index < 6; index++) {
                values[index] = columns[index].bytes;
                lengths[index] = (int)columns[index].count;
            }
            PGresult *result = PQexecPrepared(connection, names[table], 6, values, lengths, formats, 1);
            if (PQresultStatus(result) != PGRES_COMMAND_OK) fail("%s: %s", names[table], PQerrorMessage(connection));
            PQclear(result);
            watch.sum.rows += rows;
        }
        run_postgres(connection, "COMMIT");
        watch.sum.commits++;
    }
    stopwatch_stop(&watch);
    PQfinish(connection);
    return watch.sum;
}
