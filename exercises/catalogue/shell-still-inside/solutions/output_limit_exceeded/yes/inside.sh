yes "$(cut -d ' ' -f 3 "$1" | sort -u)"
