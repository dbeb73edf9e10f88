/* Calls the functions of a submission; `exercises/drivers/unit.py` says how it is spoken to.
 *
 * stdin, read whole before any call -> one function `call_NAME` for each prototype, generated below -> a record each
 *
 * The lines come from the host in one spelling, so reading is directed by the types and never looks for white space.
 * Every block has exactly the size that it needs, and stays reachable, so that a memory checker speaks of the
 * submission only.
 */
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define INLINE static inline

static const char *at; /* where reading stands */
static void **kept;
static size_t kept_count;

INLINE void *keep(void *block)
{
    kept = realloc(kept, (kept_count + 1) * sizeof(*kept));
    if (!kept)
        abort();
    return kept[kept_count++] = block;
}

INLINE void *block_of(size_t size)
{
    void *block = malloc(size);

    if (!block)
        abort();
    return keep(block);
}

INLINE bool next_is(const char *text)
{
    size_t size = strlen(text);

    if (strncmp(at, text, size) != 0)
        return false;
    at += size;
    return true;
}

INLINE void expect(const char *text)
{
    if (!next_is(text))
        abort();
}

INLINE long long read_signed(void)
{
    char *end;
    long long value = strtoll(at, &end, 10);

    at = end;
    return value;
}

INLINE unsigned long long read_unsigned(void)
{
    char *end;
    unsigned long long value = strtoull(at, &end, 10);

    at = end;
    return value;
}

INLINE double read_real(void)
{
    char *end;
    double value = strtod(at, &end);

    at = end;
    return value;
}

INLINE bool read_bool(void)
{
    if (next_is("true"))
        return true;
    expect("false");
    return false;
}

INLINE char read_escaped(void)
{
    static const char letters[] = "\"\\/bfnrt", values[] = "\"\\/\b\f\n\r\t";
    const char *letter = strchr(letters, *at++);
    char digits[5] = {0};

    if (letter)
        return values[letter - letters];
    memcpy(digits, at, 4);
    at += 4;
    return (char)strtol(digits, NULL, 16);
}

INLINE char *read_text(void)
{
    size_t size = 0;
    const char *end;
    char *text;

    if (next_is("null"))
        return NULL;
    expect("\"");
    for (end = at; *end != '"'; end += *end == '\\' ? 2 : 1)
        ;
    text = malloc((size_t)(end - at) + 1);
    if (!text)
        abort();
    while (*at != '"')
    {
        text[size] = *at++;
        if (text[size] == '\\')
            text[size] = read_escaped();
        size++;
    }
    at++;
    text[size++] = '\0';
    text = realloc(text, size);
    return keep(text);
}

INLINE char read_char(void)
{
    return *read_text();
}

/* A text that may be changed: a block of just its size, or of the room that the line gives it. */
INLINE char *read_changeable(size_t *room)
{
    char *text, *block;

    if (!next_is("{\"room\":"))
    {
        text = read_text();
        *room = text ? strlen(text) + 1 : 0;
        return text;
    }
    *room = (size_t)read_unsigned();
    expect(",\"text\":");
    text = read_text();
    expect("}");
    block = block_of(*room);
    memset(block, '#', *room);
    memcpy(block, text, strlen(text) + 1);
    return block;
}

INLINE size_t count_texts(void)
{
    size_t count = 0;
    const char *seen;
    bool inside = false;

    for (seen = at; inside || *seen != ']'; seen++)
    {
        if (*seen == '\\')
            seen++;
        else if (*seen == '"' && (inside = !inside))
            count++;
    }
    return count;
}

INLINE char **read_texts(void)
{
    size_t count, index;
    char **texts;

    if (next_is("null"))
        return NULL;
    expect("[");
    count = count_texts();
    texts = block_of((count + 1) * sizeof(*texts));
    for (index = 0; index < count; index++)
    {
        if (index > 0)
            expect(",");
        texts[index] = read_text();
    }
    texts[count] = NULL;
    expect("]");
    return texts;
}

INLINE void put_signed(long long value)
{
    printf("%lld", value);
}

INLINE void put_unsigned(unsigned long long value)
{
    printf("%llu", value);
}

INLINE void put_real(double value)
{
    printf(isfinite(value) ? "%.17g" : "\"%g\"", value);
}

INLINE void put_bool(bool value)
{
    fputs(value ? "true" : "false", stdout);
}

INLINE void put_bytes(const char *text, size_t most)
{
    size_t index;

    putchar('"');
    for (index = 0; index < most && text[index] != '\0'; index++)
    {
        unsigned char byte = (unsigned char)text[index];

        if (byte == '"' || byte == '\\')
            printf("\\%c", byte);
        else if (byte < 0x20)
            printf("\\u%04x", byte);
        else
            putchar(byte);
    }
    putchar('"');
}

INLINE void put_char(char value)
{
    put_bytes(&value, 1);
}

INLINE void put_changed(const char *text, size_t room)
{
    if (text)
        put_bytes(text, room);
    else
        fputs("null", stdout);
}

INLINE void put_text(const char *text)
{
    put_changed(text, (size_t)-1);
}

INLINE void put_texts(char *const *texts)
{
    size_t index;

    if (!texts)
    {
        fputs("null", stdout);
        return;
    }
    putchar('[');
    for (index = 0; texts[index]; index++)
    {
        if (index > 0)
            putchar(',');
        put_text(texts[index]);
    }
    putchar(']');
}

/* Reading and writing a list of one type of element. */
#define LIST(NAME, TYPE, READ, PUT)                                \
    INLINE TYPE *read_list_of_##NAME(size_t *count)                \
    {                                                              \
        const char *seen;                                          \
        TYPE *list;                                                \
        size_t index;                                              \
                                                                   \
        *count = 0;                                                \
        if (next_is("null"))                                       \
            return NULL;                                           \
        expect("[");                                               \
        for (seen = at; *seen != ']'; seen++)                      \
            *count += *seen == ',' || seen == at;                  \
        list = block_of(*count * sizeof(*list));                   \
        for (index = 0; index < *count; index++)                   \
        {                                                          \
            if (index > 0)                                         \
                expect(",");                                       \
            list[index] = (TYPE)READ();                            \
        }                                                          \
        expect("]");                                               \
        return list;                                               \
    }                                                              \
    INLINE void put_list_of_##NAME(const TYPE *list, size_t count) \
    {                                                              \
        size_t index;                                              \
                                                                   \
        if (!list)                                                 \
        {                                                          \
            fputs("null", stdout);                                 \
            return;                                                \
        }                                                          \
        putchar('[');                                              \
        for (index = 0; index < count; index++)                    \
        {                                                          \
            if (index > 0)                                         \
                putchar(',');                                      \
            PUT(list[index]);                                      \
        }                                                          \
        putchar(']');                                              \
    }

INLINE void begin_record(void)
{
    fputs("\x1e{\"returned\":", stdout);
}

INLINE void end_record(void)
{
    fputs("}\n", stdout);
    fflush(stdout);
}

typedef struct s_function
{
    const char *name;
    void (*call)(void);
} t_function;

INLINE char *read_all(void)
{
    size_t room = 1 << 16, size = 0, got;
    char *text = malloc(room);

    while (text && (got = fread(text + size, 1, room - size - 1, stdin)) > 0)
    {
        size += got;
        if (size == room - 1)
            text = realloc(text, room *= 2);
    }
    if (!text)
        abort();
    text[size] = '\0';
    return keep(text);
}

INLINE void make_call(const t_function *functions, size_t count)
{
    char start[256];
    size_t index;

    for (index = 0; index < count; index++)
    {
        snprintf(start, sizeof(start), "{\"call\":\"%s\",", functions[index].name);
        if (next_is(start))
        {
            functions[index].call();
            expect("}\n");
            return;
        }
    }
    abort();
}

