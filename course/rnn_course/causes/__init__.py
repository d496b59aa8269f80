"""What is true of a wrong answer that no named mistake explains.

ladder.py        what is said, from the best known on
relations.py     what the numbers are: one sentence out of numbers/
clues.py         where in the learner's code, as data; runs where the learner's code runs
first_wrong.py   the first value that none of our solutions makes
repair.py        one small edit in the learner's own code that makes everything right
code_facts.py    what the code shows, where the numbers say nothing
seeing.py        the value of every expression in a run
time_limit.py    code that may never end
"""
