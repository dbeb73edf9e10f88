tr -s ' ' '\n' | grep . | sort | tail -n 1 | grep . || echo none
