[ $# -gt 0 ] || { echo "marks.sh: no mark" >&2; exit 2; }

status=0
for mark in "$@"; do
    case $mark in
        [0-9] | [0-9][0-9] | [0-9][0-9][0-9]) ;;
        *) echo "marks.sh: not a mark: $mark" >&2; exit 2 ;;
    esac
    [ "$mark" -le 125 ] || { echo "marks.sh: not a mark: $mark" >&2; exit 2; }
    if [ "$mark" -ge 100 ]; then
        echo "$mark passed"
    else
        echo "$mark failed"
        status=1
    fi
done
exit $status
