"""``python -m autograder VERB``."""

import sys

from autograder.cli import main
from autograder.start_up import without_slow_parsers

without_slow_parsers()

# The guard matters: a worker process of the grader imports this file again.
if __name__ == "__main__":
    sys.exit(main())
