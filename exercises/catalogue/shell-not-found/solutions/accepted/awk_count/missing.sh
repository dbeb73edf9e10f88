awk '
    $5 == 404 { times[$4]++ }
    END { for (path in times) print times[path], path }
' | LC_ALL=C sort -k 1,1nr -k 2
