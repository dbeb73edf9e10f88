export LC_ALL=C

grep ' 404$' | cut -d ' ' -f 4 | sort | uniq -c | sort -rn | sed 's/^ *//'
