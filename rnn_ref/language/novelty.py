"""How many of a model's own sentences are new."""


def novelty_rate(samples, training):
    """Compute the share of the samples that do not stand in the training set.

    Args:
        samples, training: lists of texts. A sample that occurs twice counts twice.

    Returns:
        a float from 0 to 1.

    Raises:
        ValueError: if there are no samples.

    References:
        the definition above.

    Examples:
        >>> novelty_rate(["ann", "bo", "bo", "cy"], ["ann", "eve"])
        0.75
    """
    if not samples:
        raise ValueError("samples must hold at least one text, but it is empty.")
    known = frozenset(training)
    new = [text for text in samples if text not in known]
    rate = len(new) / len(samples)
    return rate
