"""Leaves code where the interpreter looks for it when it starts, for the next testcase to run."""

import os
import pathlib
import site
import sys

from attack import answer, broken

folder = pathlib.Path(site.getusersitepackages())
if folder.exists() or "usercustomize" in sys.modules:
    broken("the last testcase's customization is there")
folder.mkdir(parents=True)
(folder / "usercustomize.py").write_text("print('BROKEN: planted')")
pathlib.Path("/tmp/sitecustomize.py").write_text("print('BROKEN: planted')")
for name in ("/box/product/attack.py", "/box/product/main.py", "/box/product/sitecustomize.py"):
    if os.access(name, os.W_OK):
        broken(f"{name} can be written")
answer(int(input()))
