cd "$1" || exit 1

status=0
for name in *; do
    new=$(printf '%s\n' "$name" | sed 's/  */_/g')
    if [ "$name" = "$new" ]; then
        continue
    elif [ -e "$new" ] || [ -L "$new" ]; then
        echo "$new is taken" >&2
        status=1
    else
        mv "$name" "$new" || status=1
    fi
done
exit $status
