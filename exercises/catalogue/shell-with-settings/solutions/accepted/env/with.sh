# The command's words come first and are turned to the back, one by one, once the settings are there:
# COMMAND ARGUMENT...  ->  COMMAND ARGUMENT... NAME=VALUE...  ->  NAME=VALUE... COMMAND ARGUMENT...

if [ $# -lt 2 ] || [ ! -r "$1" ]; then
    echo "usage: sh with.sh FILE COMMAND [ARGUMENT...], with a FILE that can be read" >&2
    exit 2
fi
file=$1
shift
words=$#
while IFS= read -r line || [ -n "$line" ]; do
    case $line in
        "" | "#"*) ;;
        *) set -- "$@" "$line" ;;
    esac
done < "$file"

while [ "$words" -gt 0 ]; do
    set -- "$@" "$1"
    shift
    words=$((words - 1))
done
env "$@"
