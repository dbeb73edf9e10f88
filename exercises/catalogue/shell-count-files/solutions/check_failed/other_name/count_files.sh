if [ ! -d "$1" ]; then
    echo "count.sh: $1 is no folder" >&2
    exit 1
fi

count() {
    find "$1" -mindepth 1 -type "$2" -printf . | wc -c
}

echo "files $(count "$1" f)"
echo "folders $(count "$1" d)"
echo "links $(count "$1" l)"
