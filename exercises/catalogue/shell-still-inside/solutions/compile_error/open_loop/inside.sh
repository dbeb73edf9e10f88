# One empty file for each login that is inside.

fail() {
    echo "${0##*/}: $*" >&2
    exit 1
}

[ -f "$1" ] && [ -r "$1" ] || fail "can't read $1"
mkdir inside
while read -r day time login way; do
    if [ "$way" = in ]; then
        : > "inside/$login"
    else
        rm -f "inside/$login"
    fi
LC_ALL=C ls inside
