grep ' 404$' | cut -d ' ' -f 4 | LC_ALL=C sort | uniq -c | sed 's/^ *//' | LC_ALL=C sort -k 1,1r -k 2
