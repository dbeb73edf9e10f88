tr -s ' '\n' | sort -n
