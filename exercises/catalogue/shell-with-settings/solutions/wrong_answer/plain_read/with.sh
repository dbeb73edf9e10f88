[ $# -ge 2 ] && [ -r "$1" ] || { echo "usage: sh with.sh FILE COMMAND [ARGUMENT...]" >&2; exit 2; }

while read line || [ -n "$line" ]; do
    case $line in
        "" | "#"*) ;;
        *) export "$line" ;;
    esac
done < "$1"
shift
"$@"
