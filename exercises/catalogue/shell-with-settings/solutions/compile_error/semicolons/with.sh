while IFS= read -r line; do
    case $line in
        "#"*) ;
        *) export "${line?}" ;
    esac
done < "$1"
