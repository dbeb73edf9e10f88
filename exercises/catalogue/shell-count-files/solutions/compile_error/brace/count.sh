count() {
    find "$1" -mindepth 1 -type "$2" -printf . | wc -c

echo "files $(count "$1" f)"
