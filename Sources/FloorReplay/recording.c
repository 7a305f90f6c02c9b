/* Reads a recording: little-endian words, written by the bench's recorder.
 *
 *   "TRIPODR1"
 *   P length text                             a session setting
 *   S number parameters type… length sql      a statement, before its first row
 *   R number value…                           one execution; value = kind [length] bytes
 *   C                                         end of a commit
 *   M byte                                    the measured part begins (1) or ends (0)
 */
#include "floor.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char magic[] = "TRIPODR1";

static const char *copied_text(struct recording *recording) {
    uint32_t count = recording_word(recording);
    char *text = allocate((size_t)count + 1);
    memcpy(text, recording_bytes(recording, count), count);
    text[count] = 0;
    return text;
}

uint8_t recording_byte(struct recording *recording) { return *recording_bytes(recording, 1); }

uint32_t recording_word(struct recording *recording) {
    uint32_t word;
    memcpy(&word, recording_bytes(recording, 4), 4);
    return word;
}

int64_t recording_integer(struct recording *recording) {
    int64_t integer;
    memcpy(&integer, recording_bytes(recording, 8), 8);
    return integer;
}

const unsigned char *recording_bytes(struct recording *recording, uint32_t count) {
    if (recording->count - recording->at < count) fail("the recording ends in the middle of a value");
    const unsigned char *bytes = recording->bytes + recording->at;
    recording->at += count;
    return bytes;
}

void recording_rewind(struct recording *recording) { recording->at = sizeof magic - 1; }

static void skip_value(struct recording *recording) {
    switch (recording_byte(recording)) {
    case VALUE_NULL: break;
    case VALUE_INTEGER: recording_bytes(recording, 8); break;
    case VALUE_TEXT:
    case VALUE_BLOB: recording_bytes(recording, recording_word(recording)); break;
    default: fail("the recording holds an unknown kind of value");
    }
}

static void read_statement(struct recording *recording) {
    uint32_t number = recording_word(recording);
    if (number != recording->statement_count) fail("the recording's statements are out of order");
    recording->statements = realloc(recording->statements, (number + 1) * sizeof *recording->statements);
    if (!recording->statements) fail("out of memory");
    struct statement *statement = &recording->statements[number];
    statement->parameter_count = recording_word(recording);
    statement->types = allocate(statement->parameter_count * sizeof(uint32_t) + 1);
    for (uint32_t index = 0; index < statement->parameter_count; index++) statement->types[index] = recording_word(recording);
    statement->sql = copied_text(recording);
    recording->statement_count++;
}

/* Reads the whole file, and its statements and settings, so that the measured part meets no file and no parsing of SQL. */
void recording_load(struct recording *recording, const char *path) {
    memset(recording, 0, sizeof *recording);
    FILE *file = fopen(path, "rb");
    if (!file) fail("cannot open the recording %s", path);
    fseek(file, 0, SEEK_END);
    recording->count = (size_t)ftell(file);
    rewind(file);
    unsigned char *bytes = allocate(recording->count + 1);
    if (fread(bytes, 1, recording->count, file) != recording->count) fail("cannot read the recording %s", path);
    fclose(file);
    recording->bytes = bytes;
    if (recording->count < sizeof magic - 1 || memcmp(bytes, magic, sizeof magic - 1) != 0) fail("%s is no recording", path);
    recording_rewind(recording);
    while (recording->at < recording->count) {
        switch (recording_byte(recording)) {
        case OPERATION_SETTING:
            recording->settings = realloc(recording->settings, (recording->setting_count + 1) * sizeof *recording->settings);
            if (!recording->settings) fail("out of memory");
            recording->settings[recording->setting_count++] = copied_text(recording);
            break;
        case OPERATION_STATEMENT: read_statement(recording); break;
        case OPERATION_ROW: {
            uint32_t number = recording_word(recording);
            if (number >= recording->statement_count) fail("the recording uses a statement before it names it");
            for (uint32_t index = 0; index < recording->statements[number].parameter_count; index++) skip_value(recording);
            break;
        }
        case OPERATION_COMMIT: break;
        case OPERATION_MEASURE: recording_byte(recording); break;
        default: fail("the recording holds an unknown operation");
        }
    }
    recording_rewind(recording);
}

