# Runs the submission with a variable that the environment has already, and shows what is left of it afterwards.
export MODE=none
sh with.sh school/twice.env printenv MODE
echo "after: $MODE"
