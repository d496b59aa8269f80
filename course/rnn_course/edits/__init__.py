"""Wrong answers that nobody thought of: small edits of a right one, made from its syntax tree.

kinds.py        the kinds of edits, each with the sentence that a learner reads
arithmetic.py   a term, a factor, a sign, an operator, a constant
arrays.py       an axis, an index, a slice, a transpose, a sum, an activation, a copy
names.py        one name for another, another key, an argument that is not used
statements.py   what a line, a loop or a branch does
inner_loops.py  what a comprehension goes over, and what it leaves aside; a choice in one line
aliases.py      one array under two names, and a change in place
sizes.py        a size typed in
making.py       all edits of a function, each as a function

The catalogue follows those of mutation testing (DeMillo, Lipton and Sayward 1978, "Hints on test
data selection"), with the edits that learners of array code make.
"""
