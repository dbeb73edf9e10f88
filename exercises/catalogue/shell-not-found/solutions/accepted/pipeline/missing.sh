export LC_ALL=C

grep ' 404$' | cut -d ' ' -f 4 | sort | uniq -c | sort -k 1,1nr -k 2 | sed 's/^ *//'
exit 0
