mkdir -p desk/private
echo 'One step at a time.' > desk/notes.txt
printf '#!/bin/sh\necho Hello\n' > desk/hello
: > desk/private/diary
ln -sf notes.txt desk/today

chmod 755 desk desk/hello
chmod 640 desk/notes.txt
chmod 700 desk/private
chmod 600 desk/private/diary
