[ $# -ge 2 ] && [ -r "$1" ] || { echo "usage: sh with.sh FILE COMMAND [ARGUMENT...]" >&2; exit 2; }

for setting in $(grep -v '^#' "$1"); do
    export "$setting"
done
shift
"$@"
