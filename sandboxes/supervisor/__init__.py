"""PID 1 of every sandbox. Standard library only; nothing here imports anything of ours but its own neighbours.

    host  --frame-->  wire -> service  --posix_spawn-->  the submission's process
          <--frame--                   <--pipes, capped--

It holds SETUID, SETGID, KILL and CHOWN and nothing else. It touches a submission's files only as their owner and
follows no link, so whatever a submission plants can only hurt that submission. It knows no expected output.
"""
