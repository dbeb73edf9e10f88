# Runs number_lines with few files open at the same time, prints both its outputs, and returns what it returned.
(
    exec 2> messages
    ulimit -n 8
    exec ./number_lines "$@"
)
status=$?
printf '%s\n' '-- standard error:'
cat messages
exit "$status"
