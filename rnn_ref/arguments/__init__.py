"""Checks of arguments, shared by every function of the reference.

==========================  ======================================================
arrays.py                   that all arrays of a call fit together
kinds.py                    library, device and dtype
shapes.py                   shapes, said in letters
numbers.py                  counts, indices, and numbers above 0
containers.py               dicts of arrays, and lists
lengths.py                  the lengths of a padded batch
distributions.py            what may be drawn from
==========================  ======================================================
"""
