[ -r "$1" ] || { echo "inside.sh: can't read $1" >&2; exit 1; }

awk '
    !($3 in last) { order[++n] = $3 }
    { last[$3] = $4 }
    END { for (i = 1; i <= n; i++) if (last[order[i]] == "in") print order[i] }
' < "$1"
