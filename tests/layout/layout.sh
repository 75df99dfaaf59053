#!/bin/sh
# The house rules that a compiler does not know: include arrows, banned functions, who may touch files,
# headers that compile alone, what may lie at the top level. Prints each fault and fails on any.
#   layout.sh ROOT                    checks the tree at ROOT
#   layout.sh --self-test ROOT        plants every kind of fault in a copy and expects it to be found
# CC and CXX name the compilers; without a C++ compiler that half of the header check is skipped aloud.
set -eu
LC_ALL=C
export LC_ALL
here=$(cd "$(dirname "$0")" && pwd)
CC=${CC:-cc}
CXX=${CXX:-c++}
tab=$(printf '\t')

# Tracked files where there is a repository, else everything but builds.
list_files() {
    if [ -e .git ] && git ls-files >/dev/null 2>&1; then
        git ls-files | while read -r file; do
            if [ -e "$file" ]; then echo "$file"; fi
        done
    else
        find . -type f ! -path './build*' ! -path './.git/*' | sed 's|^\./||'
    fi
}

check_top_level() {
    sed 's|/.*||' "$work/files" | sort -u | while read -r entry; do
        case $entry in
        CMakeLists.txt | README.md | LICENSE | forecast | erlang | scheduler | cli | tests | examples | docs | .*) ;;
        *) echo "$entry: not one of the entries that the top level has" ;;
        esac
    done
}

# file<TAB>line<TAB>path of every #include, whichever the brackets, that is no system header.
own_includes() {
    sed -n "s/^\([^${tab}]*${tab}[^${tab}]*$tab\)[ ${tab}]*#[ ${tab}]*include[ ${tab}]*[\"<]\([^\">]*\)[\">].*/\1\2/p" \
        "$work/code" >"$work/includes"
    sed -n "s/^\([^${tab}]*${tab}[^${tab}]*$tab\)[ ${tab}]*#[ ${tab}]*include[ ${tab}]*\"\([^\"]*\)\".*/\1\2/p" \
        "$work/code" | sort -u >"$work/quoted"
    grep -E "$tab(\.|forecast/|erlang/|scheduler/|cli/|tests/|docs/|examples/)[^${tab}]*\$" \
        "$work/includes" | sort -u - "$work/quoted"
}

check_arrows() {
    own_includes | awk -F "$tab" '
        BEGIN {
            split("base publish centre read roster plan staff play kpi whatif scale explain", names, " ")
            for (k in names) { floors[names[k]] = k + 0 }
            load_floors["text"] = 1; load_floors["source"] = 2; load_floors["csv"] = 3
        }
        function floor_of(path, parts) { # of the program; the commands stand above all
            split(path, parts, "/")
            return parts[2] in floors ? floors[parts[2]] : 99
        }
        function load_floor(path, parts) { # texts, files as text, text as rows, what rows mean
            split(path, parts, "/")
            return parts[3] in load_floors ? load_floors[parts[3]] : 99
        }
        function allowed(from, to) {
            if (from ~ /^cli\// && to ~ /^cli\//) { return floor_of(to) <= floor_of(from) }
            if (from ~ /^cli\//) { return to ~ /^(forecast|erlang|scheduler)\// }
            if (to ~ /^forecast\/base\//) { return 1 }
            if (from ~ /^forecast\/base\//) { return 0 }
            if (from ~ /^forecast\/load\// && to ~ /^forecast\/load\//) {
                return load_floor(to) <= load_floor(from)
            }
            if (from ~ /^forecast\/load\/.*\//) { return 0 }
            if (from ~ /^forecast\//) { return to ~ /^forecast\// }
            if (from ~ /^erlang\//) { return to ~ /^erlang\// || to == "forecast/series.h" }
            if (from ~ /^scheduler\//) {
                return to ~ /^scheduler\// || to == "erlang/requirement.h"
            }
            return 0
        }
        $3 ~ /\.\./ || !allowed($1, $3) {
            printf "%s:%s: may not include %s\n", $1, $2, $3
        }'
}

# find_words PATTERN WHAT < code: lines with one of the words standing alone, no member of a struct.
find_words() {
    grep -E "(^|[^A-Za-z0-9_.>])($1)" | awk -F "$tab" -v what="$2" -v pattern="$1" '
        {
            code = " " $3
            if (match(code, "[^A-Za-z0-9_.>](" pattern ")")) {
                word = substr(code, RSTART + 1, RLENGTH - 1)
                sub(/[ (].*/, "", word)
                sub(/[^A-Za-z0-9_]*$/, "", word)
                printf "%s:%s: %s: %s\n", $1, $2, word, what
            }
        }' || true
}

check_banned() {
    never='strcpy|strcat|stpcpy|sprintf|vsprintf|gets|strtok|strtok_r|atoi|atol|atoll|atof'
    never="$never|scanf|sscanf|fscanf|vscanf|vsscanf|vfscanf|alloca|setlocale|uselocale|newlocale"
    never="$never|system|popen|rand|srand|rand_r|random|srandom|drand48"
    never="$never|localtime|gmtime|localtime_r|gmtime_r|mktime|ctime|asctime"
    never="$never|tmpnam|tempnam|mktemp|vfork"
    never="$never|gsl_siman_solve|cJSON_Compare|cJSON_Minify|cJSON_InitHooks|cJSON_GetErrorPtr"
    find_words "($never)[ ]*\(" "is not used here, see the style page" <"$work/code"
    find_words '(float|long)[^A-Za-z0-9_]' "double, int64_t and int32_t are used instead" <"$work/lone"
    rooms=$(grep -E '^(forecast|erlang|scheduler)/' "$work/code" || true)
    ambient='exit|_Exit|_exit|quick_exit|abort|atexit|getenv|setenv|time|clock|clock_gettime|gettimeofday'
    printf '%s\n' "$rooms" | find_words "($ambient)[ ]*\(" "a library neither ends the program nor looks around"
}

check_files() {
    quiet=$(grep -E '^(forecast|erlang|scheduler)/' "$work/code" |
        grep -vE '^forecast/(load/|base/(atomic_file|input|zone)\.c)' || true)
    calls='fopen|fdopen|freopen|fclose|fread|fwrite|fgets|fputs|fputc|fgetc|getline|putchar|putc|puts'
    calls="$calls|printf|fprintf|vprintf|vfprintf|dprintf|perror|open|openat|creat|read|write|pread|pwrite"
    calls="$calls|close|mmap|remove|rename|renameat|unlink|unlinkat|mkdir|rmdir|opendir|stat|fstat|lstat"
    printf '%s\n' "$quiet" | find_words "($calls)[ ]*\(" "only loaders, writers and commands touch files"
    printf '%s\n' "$quiet" | find_words '(stdin|stdout|stderr)([^A-Za-z0-9_]|$)' "only the program talks"
}

# The folder comes first so that a header finds its own includes from the top.
flags='-D_POSIX_C_SOURCE=200809L -I. -Wall -Wextra -Wpedantic -Werror -fsyntax-only'

compile_header() { # compiler standard language header
    printf '#include "%s"\n' "$4" | $1 -std="$2" -x "$3" $flags - >"$work/compiler" 2>&1 ||
        { echo "$4: does not compile alone as $2:"; sed 's/^/    /' "$work/compiler" | head -5; }
}

# One command compiles each alone, not as an include, so that what a header defines is unused there.
compile_each() { # compiler standard language
    xargs $1 -std="$2" -x "$3" $flags -Wno-unused-function -Wno-unused-const-variable \
        <"$work/headers" >"$work/compiler" 2>&1
}

# A room's headers together; stand-ins for those of the C library are not to be had with it.
compile_rooms() { # compiler standard language
    for room in forecast erlang scheduler cli; do
        sed -n '/^cli\/publish\/live\/include\//d; s/^'$room'\/.*/#include "&"/p' "$work/headers" |
            $1 -std="$2" -x "$3" $flags - >"$work/compiler" 2>&1 || return 1
    done
}

# Each alone in C; what is alone in C is so in C++, so there all of a room go together. One by one, and in the way of
# those who include them, only to name the one at fault.
check_headers() {
    grep -E '^(forecast|erlang|scheduler|cli)/.*\.h$' "$work/files" >"$work/headers"
    if ! compile_each "$CC" c11 c; then
        while read -r header; do
            compile_header "$CC" c11 c "$header"
        done <"$work/headers"
    fi
    if [ -z "$have_cxx" ] || compile_rooms "$CXX" c++17 c++; then return; fi
    while read -r header; do
        compile_header "$CXX" c++17 c++ "$header"
    done <"$work/headers"
}

check_tree() {
    list_files >"$work/files"
    grep -E '^(forecast|erlang|scheduler|cli)/.*\.[ch]$' "$work/files" >"$work/sources"
    xargs awk -f "$here/strip.awk" <"$work/sources" >"$work/code"
    grep -vE "${tab}[ ${tab}]*#[ ${tab}]*include" "$work/code" |
        sed -E 's/long long|long double/wide/g' >"$work/lone"
    {
        check_top_level
        check_arrows
        check_banned
        check_files
        if [ "$headers" = yes ]; then check_headers; fi
    } >"$work/faults"
    cat "$work/faults"
    echo "layout: $(wc -l <"$work/sources") sources, $(grep -c '^[^ ]' "$work/faults" || true) faults"
    [ ! -s "$work/faults" ]
}

# ------------------------------------------------------------------------------ self-test

expect_clean() { # what
    if ! (cd "$copy" && check_tree >"$work/said"); then
        echo "self-test: false alarm: $1"
        cat "$work/said"
        failed=1
    fi
}

# plant FILE TEXT WHAT: appends TEXT to FILE of the copy, which must then be found at fault.
plant() {
    planted=$((planted + 1))
    headers=no
    case $1 in *.h) headers=yes ;; esac
    if [ -e "$copy/$1" ]; then cp "$copy/$1" "$work/kept"; fi
    mkdir -p "$copy/$(dirname "$1")"
    printf '%b\n' "$2" >>"$copy/$1"
    if (cd "$copy" && check_tree >"$work/said") || ! grep -q "^${1%%/*}" "$work/said"; then
        echo "self-test: not found: $3"
        failed=1
    fi
    if [ -e "$work/kept" ]; then mv "$work/kept" "$copy/$1"; else rm "$copy/$1"; fi
    rmdir "$copy/$(dirname "$1")" 2>/dev/null || true
}

plant_all() {
    plant erlang/x.c '#include "forecast/aht.h"' 'erlang looks into the forecast'
    plant erlang/x.c '#include "scheduler/rules.h"' 'erlang looks ahead'
    plant erlang/x.c '  #  include <cli/base/option.h>' 'an arrow in angle brackets'
    plant erlang/x.c '#include "requirement.h"' 'an include from beside'
    plant erlang/x.c '#include "forecast/base/../series.h"' 'an include that climbs'
    plant scheduler/x.c '#include "erlang/erlang_c.h"' 'the scheduler looks into erlang'
    plant scheduler/x.c '#include "forecast/series.h"' 'the scheduler looks two rooms back'
    plant forecast/x.c '#include "erlang/requirement.h"' 'the forecast looks ahead'
    plant forecast/base/x.c '#include "forecast/series.h"' 'the ground floor looks up'
    plant forecast/load/text/x.c '#include "forecast/load/csv/csv_table.h"' 'a text looks up to the rows'
    plant forecast/load/csv/x.c '#include "forecast/series.h"' 'rows look up to the series'
    plant cli/x.c '#include "tests/support/hc_test.h"' 'the program includes a test'
    plant cli/base/x.c '#include "cli/plan/pipeline.h"' 'the ground floor of the program looks up'
    plant cli/whatif/x.c '#include "cli/explain/explanation.h"' 'a floor of the program looks up'
    plant cli/plan/x.c '#include "cli/print_forecast.h"' 'a floor of the program looks up to the commands'
    plant forecast/x.c 'char *f(char *a, const char *b) { return strcpy(a, b); }' 'strcpy'
    plant cli/x.c 'int f(const char *a) { return a ? atoi (a) : 0; } /* atoi */' 'atoi with a blank'
    plant erlang/x.c 'double f(void) { return "//"[0] + rand(); }' 'rand behind a string with slashes'
    plant scheduler/x.c "char c = '\"'; int f(void) { return system(0); }" 'system behind a quote sign'
    plant cli/x.c 'struct tm *f(const time_t *t) { return localtime(t); }' 'localtime'
    plant forecast/x.c '/* a\n b */ char *f(char *s) { return strtok(s, ","); }' 'strtok behind a comment'
    plant erlang/x.c 'float f(void);' 'float'
    plant erlang/x.c 'long f(void);' 'long'
    plant erlang/x.c 'void f(void) { exit(1); }' 'exit in a library'
    plant forecast/x.c 'char *f(void) { return getenv("TZ"); }' 'environment in a library'
    plant scheduler/x.c 'void f(void) { printf("x"); }' 'printing in a library'
    plant scheduler/x.c 'void *f(void) { return fopen("x", "r"); }' 'a file in the scheduler'
    plant forecast/base/x.c 'int f(void) { return open("x", 0); }' 'a file on the ground floor'
    plant erlang/x.c 'void f(FILE *a) { f(stderr); }' 'talk in a library'
    plant forecast/x.h 'size_t f(void);' 'a header that needs another one'
    plant erlang/x.h 'static inline int f(int n) { int *p = malloc(n); return *p; }' 'a header wrong in C'
    if [ -n "$have_cxx" ]; then
        plant cli/x.h 'typedef struct x { int class; } x;' 'a header wrong in C++ only'
    fi
    plant notes.txt 'x' 'a stray file at the top'
    plant vendor/x.c 'x' 'a stray folder at the top'
}

self_test() {
    copy=$work/copy
    failed=0
    planted=0
    mkdir -p "$copy/forecast" "$copy/erlang" "$copy/scheduler" "$copy/cli"
    cp -R forecast/base "$copy/forecast/"
    cp CMakeLists.txt "$copy/"
    cp forecast/series.h "$copy/forecast/"
    cp erlang/requirement.h "$copy/erlang/"
    cp scheduler/rules.h "$copy/scheduler/"
    expect_clean 'the tree as it is'
    # Words in comments and texts, members and longer names are no calls.
    mkdir -p "$copy/build-x" "$copy/forecast/load"
    echo 'int strcpy(void);' >"$copy/build-x/x.c"
    echo 'void f(void) { (void)fopen("x", "r"); }' >"$copy/forecast/load/x.c"
    {
        echo '/* never strcpy(a, b), no exit(1), no float, #include "cli/x.h" */'
        echo '// printf("x") fopen("y")'
        echo 'static const char *const text = "system(1); long float /*";'
        echo 'static int call(s *x) { return x->open(1) + x.rename(2) + my_rand() + snprintf(0, 0, ""); }'
        printf '%s\n' "static const char sign = '\\\"'; /* \" */ long long wide;"
    } >"$copy/erlang/x.c"
    expect_clean 'words in comments, strings, members and longer names'
    rm -r "$copy/erlang/x.c" "$copy/build-x" "$copy/forecast/load"
    plant_all
    echo "layout self-test: $planted faults planted, $([ "$failed" = 0 ] && echo all || echo not all) found"
    [ "$failed" = 0 ]
}

headers=yes
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
have_cxx=
if command -v "${CXX%% *}" >/dev/null 2>&1; then
    have_cxx=yes
else
    echo "skipped: headers as C++17, no C++ compiler $CXX here"
fi
if [ "${1:-}" = --self-test ]; then
    cd "$2"
    self_test
else
    cd "$1"
    check_tree
fi
