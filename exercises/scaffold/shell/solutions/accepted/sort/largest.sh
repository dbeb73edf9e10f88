tr -s ' ' '\n' | grep . | sort -n | tail -n 1 | grep . || echo none
