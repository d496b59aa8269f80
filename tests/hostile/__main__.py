"""What runs in the cage: ``python -m tests.hostile prepare …``, then ``… command …``.

Small, as the product's own `__main__` is: a worker process of the grader imports it again.
"""

import importlib
import sys

from autograder.start_up import without_slow_parsers

without_slow_parsers()

if __name__ == "__main__":
    sys.exit(importlib.import_module(f"tests.hostile.{sys.argv[1]}").main(sys.argv[2:]))
