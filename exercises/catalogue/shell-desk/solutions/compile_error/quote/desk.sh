mkdir -p desk/private
echo 'One step at a time. > desk/notes.txt
