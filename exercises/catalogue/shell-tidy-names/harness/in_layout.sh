# in_layout.sh LAYOUT [FOLDER]: makes a folder `box`, lets the submission tidy it, or FOLDER, and shows what is in `box`
# then: of each entry its type and name, and a file's line or a link's target.

note() {
    printf '%s\n' "$2" > "box/$1"
}

mkdir box
case $1 in
    example)
        note 'holiday plan.txt' plan
        note 'photo  of   us.jpg' us
        note done.txt done
        ;;
    runs)
        note 'a  b   c    d' abcd
        note ' a' before
        note 'a ' after
        note '   ' spaces
        note 'a__b c' underscores
        ;;
    nothing)
        note one 1
        note two_three 2
        ;;
    folders)
        mkdir -p 'box/my pictures/last summer'
        note 'my pictures/at sea.jpg' sea
        ;;
    inner)
        mkdir -p 'box/in here'
        note 'in here/a b' inner
        note 'out there' outer
        ;;
    links)
        note target here
        ln -s target 'box/a link'
        ln -s 'no such file' 'box/lost link'
        ;;
    taken)
        note 'my list' new
        note my_list old
        ;;
    taken-others)
        note 'a b' ab
        note a_b old
        note 'c d' cd
        note '0 1' 01
        ;;
    two)
        note 'to do' 'one space'
        note 'to  do' 'two spaces'
        note 'to   do' 'three spaces'
        ;;
    hidden)
        note '.my settings' hidden
        note 'not hidden.' shown
        ;;
    empty) ;;
    special)
        note '* ?' star
        note '$HOME [a-z]' dollar
        note "it's \"so\"" quotes
        note 'back\n slash' slash
        ;;
    dash)
        note '-n a' n
        note '- -' dash
        note '--help me' help
        ;;
    folder-taken)
        note 'my files' file
        mkdir box/my_files
        ;;
    dead-link)
        note 'to read' file
        ln -s nowhere box/to_read
        ;;
esac

folder=${2-box}
printed=$(sh tidy.sh "$folder")
status=$?
[ -z "$printed" ] || echo "it printed: $printed"
find box -mindepth 1 -printf '%y %P' \( -type f -printf ': ' -exec cat {} \; -o -type l -printf ' -> %l\n' -o -printf '\n' \) |
    LC_ALL=C sort
exit "$status"
