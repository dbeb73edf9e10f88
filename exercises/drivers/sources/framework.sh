# Runs a test framework, `framework.sh RESULTS COMMAND...`: stdout is kept for the results that it leaves in that folder.
results=$1
shift
mkdir -p "$results"
"$@" >&2
code=$?
cat "$results"/*.xml 2>&- || exit "$code"
