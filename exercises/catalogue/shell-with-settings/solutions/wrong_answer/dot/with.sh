[ $# -ge 2 ] && [ -r "$1" ] || { echo "usage: sh with.sh FILE COMMAND [ARGUMENT...]" >&2; exit 2; }

set -a
. "./$1"
set +a
shift
"$@"
