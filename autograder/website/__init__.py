"""The course as a website: chapters that have run, the reference's pages, the manual.

Sphinx's settings lie here, in `conf.py`, and not in `docs/`: they are nothing without the code
beside them, which folds solutions away, sets widgets in motion and reads docstrings, and which is
tested like the rest of the package. `docs/` holds what people read.
"""
