set -e

install -d -m u=rwx,go=rx desk
install -d -m u=rwx,go= desk/private
install -m u=rw,go= /dev/null desk/private/diary
install -m u=rw,g=r,o= /dev/null desk/notes.txt
install -m u=rwx,go=rx /dev/null desk/hello

echo 'One step at a time.' >> desk/notes.txt
cat >> desk/hello << 'HELLO'
#!/bin/sh
echo Hello
HELLO

rm -f desk/today
ln -s notes.txt desk/today
