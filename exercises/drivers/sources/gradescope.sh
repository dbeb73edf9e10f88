# Runs a Gradescope autograder on the submission beside it: stdout is kept for its results.json.
cp -a /opt/peermill/autograder /tmp/autograder
mkdir -p /tmp/autograder/submission /tmp/autograder/results
for entry in ./* ./.[!.]*; do
    case $entry in
        ./school | './*' | './.[!.]*') ;;
        *) cp -rL "$entry" /tmp/autograder/submission/ ;;
    esac
done
cd /autograder || exit 1
./run_autograder >&2
code=$?
cat results/results.json 2>&- || exit "$code"
