mkdir -p desk/private
echo 'One step at a time.' > desk/notes.txt
printf '#!/bin/sh\necho Hello\n' > desk/hello
: > desk/private/diary
ln -sf notes.txt desk/today

chmod +x desk/hello
chmod o-r desk/notes.txt
chmod go-rx desk/private
chmod go-r desk/private/diary
