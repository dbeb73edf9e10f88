grep 404 | cut -d ' ' -f 4 | LC_ALL=C sort | uniq -c | LC_ALL=C sort -k 1,1nr -k 2 | sed 's/^ *//'
