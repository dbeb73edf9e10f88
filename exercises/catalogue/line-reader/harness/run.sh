# run.sh SIZE [WHAT...]: runs the reader that was built for buffers of that size.
size=$1
shift
exec "school/reader-$size" "$@"
