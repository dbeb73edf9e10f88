usage() {
    echo "usage: sh marks.sh MARK..., each a whole number from 0 to 125" >&2
    exit 2
}

[ $# -gt 0 ] || usage
for mark in "$@"; do
    case $mark in
        [0-9] | [0-9][0-9] | [0-9][0-9][0-9]) [ "$mark" -le 125 ] || usage ;;
        *) usage ;;
    esac
done

status=0
for mark in "$@"; do
    if [ "$mark" -ge 100 ]; then
        echo "$mark passed"
    else
        echo "$mark failed"
        status=1
    fi
done
exit $status
