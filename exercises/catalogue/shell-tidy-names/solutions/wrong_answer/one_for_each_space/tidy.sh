cd "$1" || exit 1

status=0
for name in *" "*; do
    new=$(printf '%s\n' "$name" | tr ' ' _)
    if [ ! -e "$name" ] && [ ! -L "$name" ]; then
        continue
    elif [ -e "$new" ] || [ -L "$new" ]; then
        echo "$new is taken" >&2
        status=1
    else
        mv -- "$name" "$new"
    fi
done
exit $status
