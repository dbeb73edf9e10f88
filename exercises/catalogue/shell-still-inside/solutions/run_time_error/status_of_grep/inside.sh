[ -r "$1" ] || { echo "inside.sh: can't read $1" >&2; exit 1; }

awk '{ last[$3] = $4 } END { for (login in last) print login, last[login] }' < "$1" |
    LC_ALL=C sort | grep ' in$' | cut -d ' ' -f 1 > list
cat list
[ -s list ]
