[ -d "$1" ] || { echo "count.sh: $1 is no folder" >&2; exit 1; }

echo "files $(find "$1" -type f | wc -l)"
echo "folders $(find "$1" -mindepth 1 -type d | wc -l)"
echo "links $(find "$1" -type l | wc -l)"
