[ $# -gt 0 ] || exit 2

status=0
for mark in $*; do
    [ "$mark" -ge 0 ] && [ "$mark" -le 125 ] || exit 2
done
for mark in $*; do
    if [ "$mark" -ge 100 ]; then
        echo "$mark passed"
    else
        echo "$mark failed"
        status=1
    fi
done
exit $status
