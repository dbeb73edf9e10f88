if [ ! -f "$1" ] || [ ! -r "$1" ]; then
    echo "inside.sh: can't read $1" >&2
    exit 1
fi

awk '
    { last[$3] = $4 }
    END { for (login in last) if (last[login] == "in") print login }
' < "$1" | LC_ALL=C sort
