[ -r "$1" ] || { echo "inside.sh: can't read $1" >&2; exit 1; }

cut -d ' ' -f 3 "$1" | LC_ALL=C sort -u | while read -r login; do
    grep "$login" "$1" | tail -n 1 | grep -q ' in$' && echo "$login"
done
exit 0
