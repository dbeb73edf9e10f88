# look.sh WHAT: runs the submission's desk.sh, then shows one side of the desk.

build() {
    sh desk.sh || exit
}

modes() {
    stat -c '%A %n' desk desk/hello desk/notes.txt desk/private desk/private/diary
}

case $1 in
    names)    build; find desk -printf '%y %p\n' | LC_ALL=C sort ;;
    open)     build; stat -c '%A %n' desk desk/hello ;;
    notes)    build; stat -c '%A %n' desk/notes.txt; cat desk/notes.txt ;;
    private)  build; stat -c '%A %n' desk/private desk/private/diary; wc -c < desk/private/diary ;;
    hello)    build; desk/hello ;;
    elsewhere) build; mkdir away; cd away; ../desk/hello ;;
    link)     build; readlink desk/today; cat desk/today ;;
    moved)    build; mv desk moved; cat moved/today ;;
    nothing-else) build; ls -A ;;
    closed)   umask 077; build; modes ;;
    wide)     umask 000; build; modes ;;
    twice)    build; build; find desk -printf '%y %p\n' | LC_ALL=C sort; modes ;;
    mended)
        build
        chmod 600 desk/notes.txt desk/hello
        chmod 777 desk/private
        echo 'Buy milk.' >> desk/notes.txt
        ln -sf hello desk/today
        build
        modes
        cat desk/today
        ;;
esac
