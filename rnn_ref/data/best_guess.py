"""How often one can be right who knows only a part of what decides."""

from collections import Counter

from rnn_ref.arguments.containers import check_list


def best_without_what_follows(beginnings, labels) -> float:
    """The best share of right labels for one who has read the beginnings and nothing else.

    Equations:
        right = Σ over the different beginnings b of max over labels k of n(b, k)
        share = right / number of labels,   n(b, k) = how often k is the label after b

    The same beginning always gets the same answer, so its most frequent label is the best one.

    Args:
        beginnings: a list of what was read, such as tuples of words.
        labels: a list of as many labels.

    Returns:
        a float, above 0 and at most 1.

    Raises:
        TypeError: if one of the two is no list.
        ValueError: if they differ in length or are empty.

    References:
        the Bayes decision, in Devroye, Györfi and Lugosi 1996, "A probabilistic theory of pattern
        recognition", chapter 2, with the counts for the probabilities.

    Examples:
        >>> best_without_what_follows([("a", "b"), ("a", "b"), ("c",)], ["B-PER", "O", "O"])
        0.6666666666666666
    """
    check_list("beginnings", beginnings, "beginnings")
    check_list("labels", labels, "labels")
    if len(beginnings) != len(labels) or not labels:
        raise ValueError(
            "beginnings and labels must be two lists of one length, at least 1, but "
            f"they have the lengths {len(beginnings)} and {len(labels)}."
        )
    pairs = Counter(zip(beginnings, labels))
    most = {}
    for (beginning, _), count in pairs.items():
        most[beginning] = max(most.get(beginning, 0), count)
    right = sum(most.values())
    share = right / len(labels)
    return share
