"""Data and notation: from words to arrays, and what stands in them.

==========================  ======================================================
vocabulary.py               words and their numbers
padding_and_mask.py         sequences of different lengths in one array, and its mask
one_hot.py                  numbers as columns with a single 1
stacked_parameters.py       W_a = [W_aa W_ax], and how many parameters there are
time_major.py               torch's order of axes, and back
bio_labels.py               labels B-, I- and O for the words of a sentence
names.py                    whole names out of such labels, and how many are right
best_guess.py               the best score of one who knows only the beginning
task_type.py                which task reads and writes how much
==========================  ======================================================
"""
