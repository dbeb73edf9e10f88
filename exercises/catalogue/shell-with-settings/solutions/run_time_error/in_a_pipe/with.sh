[ $# -ge 2 ] && [ -r "$1" ] || { echo "usage: sh with.sh FILE COMMAND [ARGUMENT...]" >&2; exit 2; }

grep -v -e '^#' -e '^$' "$1" | while IFS= read -r line || [ -n "$line" ]; do
    export "${line?}"
done
shift
"$@"
