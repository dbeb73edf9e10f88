[ -d "$1" ] || { echo "count.sh: $1 is no folder" >&2; exit 1; }

ls -lR "$1" > /tmp/list
echo "files $(grep -c '^-' /tmp/list)"
echo "folders $(grep -c '^d' /tmp/list)"
echo "links $(grep -c '^l' /tmp/list)"
