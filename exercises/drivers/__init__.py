"""Programs of ours that run a submission where an exercise asks for it, instead of a harness of its author's.

manifest --> dispatch.driver_of --> Driver: files for `school/`, how they are built, what each testcase runs
"""
