is_mark() {
    printf '%s\n' "$1" | grep -Eqx '[0-9]{1,3}' && [ "$1" -le 125 ]
}

if [ $# -eq 0 ]; then
    echo "marks.sh: no mark" >&2
    exit 2
fi
for mark in "$@"; do
    if ! is_mark "$mark"; then
        echo "marks.sh: not a mark: $mark" >&2
        exit 2
    fi
done
printf '%s\n' "$@" | awk '
    $1 >= 100 { print $1, "passed" }
    $1 < 100 { print $1, "failed"; failed = 1 }
    END { exit failed }
'
