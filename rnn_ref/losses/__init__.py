"""Losses over the real steps of a padded batch, and their gradients.

==========================  ======================================================
cross_entropy.py            for one class out of several
binary_cross_entropy.py     for yes/no labels
logarithm.py                log 0 = −∞ without a warning
==========================  ======================================================
"""
