if [ ! -d "$1" ]; then
    echo "tidy.sh: $1 is no folder" >&2
    exit 1
fi

find "$1" -mindepth 1 -maxdepth 1 -name '* *' ! -name '.*' | LC_ALL=C sort | {
    status=0
    while IFS= read -r path; do
        new=$(printf '%s\n' "${path##*/}" | sed 's/  */_/g')
        if ls -d "$1/$new" > /dev/null 2>&1; then
            echo "tidy.sh: can't rename $path, $new is taken" >&2
            status=1
        else
            mv "$path" "$1/$new"
        fi
    done
    exit $status
}
