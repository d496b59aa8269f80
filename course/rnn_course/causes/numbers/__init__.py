"""What wrong numbers are, next to the right ones. Each file holds one kind of fact.

factors.py     the right numbers but for a factor or a sign
functions.py   a function of the right numbers, such as their logarithm
sums.py        the right numbers added up
orders.py      the right numbers in another order, or a place too late
quantities.py  another quantity, or the right one with another quantity in it
steps.py       a step from a given quantity, too long or in the other direction
shapes.py      the right numbers in another shape
lists.py       a list of words or whole numbers
places.py      where they are right, and where not
reading.py     what these files share
"""
