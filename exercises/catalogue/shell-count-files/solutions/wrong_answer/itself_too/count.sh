[ -d "$1" ] || { echo "count.sh: $1 is no folder" >&2; exit 1; }

echo "files $(find "$1" -type f -exec echo x \; | wc -l)"
echo "folders $(find "$1" -type d -exec echo x \; | wc -l)"
echo "links $(find "$1" -type l -exec echo x \; | wc -l)"
