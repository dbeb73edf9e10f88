until [ -r "$1" ]; do
    sleep 1
done

awk '{ last[$3] = $4 } END { for (login in last) if (last[login] == "in") print login }' < "$1" | LC_ALL=C sort
