[ $# -gt 0 ] || { echo "marks.sh: no mark" >&2; exit 2; }

for mark in "$@"; do
    case $mark in
        [0-9] | [0-9][0-9] | 0[0-9][0-9] | 1[01][0-9] | 12[0-5]) ;;
        *) echo "marks.sh: not a mark: $mark" >&2; exit 2 ;;
    esac
done

for mark in "$@"; do
    if [ "$mark" -ge 100 ]; then
        echo "$mark passed"
        status=0
    else
        echo "$mark failed"
        status=1
    fi
done
exit $status
