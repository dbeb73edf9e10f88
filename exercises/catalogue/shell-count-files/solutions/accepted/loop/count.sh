# Walks through the folders itself: one call for each folder, which adds to the three counts.
files=0 folders=0 links=0

walk() {
    for entry in "$1"/* "$1"/.[!.]* "$1"/..?*; do
        if [ -L "$entry" ]; then
            links=$((links + 1))
        elif [ -d "$entry" ]; then
            folders=$((folders + 1))
            walk "$entry"
        elif [ -f "$entry" ]; then
            files=$((files + 1))
        fi
    done
}

if [ ! -d "$1" ]; then
    echo "count.sh: $1 is no folder" >&2
    exit 1
fi
walk "$1"
printf 'files %d\nfolders %d\nlinks %d\n' "$files" "$folders" "$links"
