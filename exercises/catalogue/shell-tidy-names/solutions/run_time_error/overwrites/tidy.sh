cd "$1" || exit 1

for name in *; do
    case $name in
        *" "*) mv "./$name" "./$(printf '%s\n' "$name" | tr -s ' ' | tr ' ' _)" ;;
    esac
done
