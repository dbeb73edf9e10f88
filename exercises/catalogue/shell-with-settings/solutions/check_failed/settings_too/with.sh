if [ $# -lt 2 ]; then
    echo "usage: sh with.sh FILE COMMAND [ARGUMENT...]" >&2
    exit 2
fi
if [ ! -r "$1" ]; then
    echo "with.sh: can't read $1" >&2
    exit 2
fi

while IFS= read -r line || [ -n "$line" ]; do
    case $line in
        "" | "#"*) ;;
        *) export "${line?}" ;;
    esac
done < "$1"
shift
exec "$@"
