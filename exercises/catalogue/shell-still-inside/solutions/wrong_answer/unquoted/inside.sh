if ! test -r "$1"; then
    echo "inside.sh: can't read $1" >&2
    exit 1
fi

cat $1 2> /dev/null |
    awk '{ last[$3] = $4 } END { for (login in last) if (last[login] == "in") print login }' |
    LC_ALL=C sort
