cd "$1" || exit 1

for name in *; do
    case $name in
        *" "*) new=$(printf '%s\n' "$name" | tr -s ' ' | tr ' ' _) ;;
        *) continue ;;
    esac
    if [ -e "./$new" ] || [ -L "./$new" ]; then
        echo "tidy.sh: can't rename $1/$name, $new is taken" >&2
        exit 1
    fi
    mv "./$name" "./$new"
done
