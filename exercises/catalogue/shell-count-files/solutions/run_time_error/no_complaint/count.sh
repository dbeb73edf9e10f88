for kind in f d l; do
    case $kind in
        f) word=files ;;
        d) word=folders ;;
        l) word=links ;;
    esac
    echo "$word $(find "$1" -mindepth 1 -type $kind -printf . 2> /dev/null | wc -c)"
done
