export LC_ALL=C

grep ' 404$' | cut -d ' ' -f 4 | uniq -c | sort -k 1,1nr -k 2 | sed 's/^ *//'
