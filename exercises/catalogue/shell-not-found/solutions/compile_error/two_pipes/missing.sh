grep ' 404$' | cut -d ' ' -f 4 | | sort | uniq -c
