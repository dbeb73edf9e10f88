cd "$1" || exit 1

for name in $(ls); do
    new=$(printf '%s\n' "$name" | sed 's/  */_/g')
    if [ "$name" = "$new" ]; then
        continue
    fi
    if [ -e "$new" ] || [ -L "$new" ]; then
        exit 1
    fi
    mv "$name" "$new"
done
