"""A source of uniform numbers that a test has chosen."""


class Chosen:
    """random() gives these numbers, one after the other."""

    def __init__(self, *numbers):
        self.numbers = list(numbers)

    def random(self):
        return self.numbers.pop(0)
