.shell echo 6
