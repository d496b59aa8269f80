"""Where a student's code runs: warm, confined, bounded, and thrown away afterwards.

`warm.Zygote` is a process with the imports done; `student.Student` one confined child of it. The
part that runs inside stands in `zygote/`, which is all that the sandbox gets to see of ours.
"""
