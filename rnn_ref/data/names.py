"""Whole names out of labels B-, I- and O, and how many of those found are right."""

from rnn_ref.arguments.containers import check_list


def find_names(labels) -> list:
    """Find the spans of the names in the labels of one sentence. The inverse of bio_labels.

    A name begins at every B and goes on with every I that follows it directly. An I that follows
    neither belongs to no name: in this scheme (IOB2) every name begins with B.

    Args:
        labels: a list of T labels: B-kind, I-kind or O, all of one kind.

    Returns:
        a list of pairs (start, end) in the order of the sentence. t counts from 0, and end is the
        first word after the name.

    Raises:
        TypeError: if labels is no list or a label is no string.
        ValueError: for another label and for a second kind.

    References:
        Ramshaw and Marcus 1995, "Text chunking using transformation-based learning", in the form
        that marks every beginning with B.

    Examples:
        >>> find_names(["B-PER", "I-PER", "O", "B-PER"])
        [(0, 2), (3, 4)]
    """
    _check_labels(labels)
    starts = [t for t, label in enumerate(labels) if label[0] == "B"]
    names = []
    for start in starts:
        end = start + 1
        while end < len(labels) and labels[end][0] == "I":
            end += 1
        names.append((start, end))
    return names


def name_scores(found, right) -> tuple:
    """Precision, recall and F1 of whole names: a name counts if both its ends are right.

    Equations:
        precision = hits / names found
        recall = hits / names that are there
        F1 = 2 precision · recall / (precision + recall)

    What would be divided by 0 is 0.

    Args:
        found, right: lists of as many sentences, each a list of pairs (start, end), as find_names
            gives them.

    Returns:
        precision, recall and F1, three floats from 0 to 1.

    Raises:
        TypeError: for what is no list.
        ValueError: if the lists differ in length.

    References:
        Tjong Kim Sang and De Meulder 2003, "Introduction to the CoNLL-2003 shared task".

    Examples:
        >>> name_scores([[(0, 2)], [(1, 2), (4, 5)]], [[(0, 2)], [(1, 3)]])
        (0.3333333333333333, 0.5, 0.4)
    """
    for name, sentences in (("found", found), ("right", right)):
        check_list(name, sentences, "sentences")
        for i, names in enumerate(sentences):
            check_list(f"{name}[{i}]", names, "pairs")
    if len(found) != len(right):
        raise ValueError(
            "found and right must have as many sentences, but they have "
            f"{len(found)} and {len(right)}."
        )
    hits = sum(len(set(one) & set(other)) for one, other in zip(found, right))
    n_found = sum(len(one) for one in found)
    n_right = sum(len(one) for one in right)
    precision = hits / n_found if n_found else 0.0
    recall = hits / n_right if n_right else 0.0
    F1 = 2 * precision * recall / (precision + recall) if hits else 0.0
    return precision, recall, F1


def _check_labels(labels):
    check_list("labels", labels, "labels")
    kinds = {}
    for t, label in enumerate(labels):
        if not isinstance(label, str):
            raise TypeError(f"labels[{t}] must be a str, but it is of type {type(label).__name__}.")
        if label != "O":
            if label[:2] not in ("B-", "I-") or not label[2:]:
                raise ValueError(
                    f"labels[{t}] must be O, or B- or I- and a kind, but it is {label!r}."
                )
            kinds.setdefault(label[2:], t)
    if len(kinds) > 1:
        (one, _), (other, t), *_ = kinds.items()
        raise ValueError(
            f"labels must be of one kind, but there is {one}, and {other} at labels[{t}]."
        )
