for mark in "$@"; do
    if [ "$mark" -ge 100 ]; then
        echo "$mark passed"
    fi
