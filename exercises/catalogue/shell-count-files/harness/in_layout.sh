# in_layout.sh LAYOUT FOLDER: makes the files of a layout, then lets the submission count in FOLDER.
set -e

case $1 in
    project)
        mkdir -p project/src/old project/docs
        touch project/README project/src/main.c project/src/list.c project/src/old/list.c
        ln -s README project/docs/index
        ;;
    empty)
        mkdir empty
        ;;
    hidden)
        mkdir -p home/.config/editor home/.cache
        touch home/.profile home/.config/editor/settings home/..odd
        ;;
    links)
        mkdir -p shelf/books elsewhere/deep
        touch shelf/books/one elsewhere/deep/two elsewhere/three
        ln -s ../elsewhere shelf/more
        ln -s books/one shelf/favourite
        ln -s nowhere shelf/lost
        ln -s .. shelf/books/up
        ;;
    deep)
        mkdir -p top/a/b/c/d/e/f/g/h
        touch top/a/b/c/d/e/f/g/h/leaf
        ;;
    pipe)
        mkdir -p water/tank
        mkfifo water/pipe
        touch water/tank/drop
        ;;
    spaces)
        mkdir -p 'my files/two  spaces/ '
        touch 'my files/a b' 'my files/two  spaces/-n' 'my files/*'
        ;;
    newlines)
        mkdir -p 'odd/line
break'
        touch 'odd/one
two
three' 'odd/line
break/
' odd/plain
        ln -s plain 'odd/link
to it'
        ;;
    many)
        mkdir -p many/even many/odd
        for number in $(seq 1 150); do
            echo many/odd/$((2 * number - 1)) many/even/$((2 * number))
        done | xargs touch
        ;;
esac

exec sh count.sh "$2"
