export LC_ALL=C

missing=$(grep ' 404$') || exit
echo "$missing" | cut -d ' ' -f 4 | sort | uniq -c | sort -k 1,1nr -k 2 | sed 's/^ *//'
