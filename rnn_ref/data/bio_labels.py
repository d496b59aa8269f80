"""Named entities as one label per word: B begins an entity, I goes on with it, O is outside."""

from rnn_ref.arguments.containers import check_list
from rnn_ref.arguments.numbers import check_count


def bio_labels(tokens, spans) -> list:
    """Label each word of a sentence.

    Equations:
        label⟨t⟩ = B-kind   if an entity of this kind starts at t
        label⟨t⟩ = I-kind   if an entity of this kind has started before t and ends after it
        label⟨t⟩ = O        otherwise

    An entity is a triple (start, end, kind): its words are tokens[start:end], so that end is the
    first word after it. t counts from 0.

    Args:
        tokens: a list of T words.
        spans: a list of such triples in any order; no two share a word.

    Returns:
        a list of T labels.

    Raises:
        TypeError: if tokens or spans is no list, a span is no triple, start or end is no integer or
            kind is no string.
        ValueError: for a span without words or outside the sentence, an empty kind and two spans
            that share a word.

    References:
        Ramshaw and Marcus 1995, "Text chunking using transformation-based learning", in the form
        that marks every beginning with B (IOB2).

    Examples:
        >>> bio_labels(["Ada", "Lovelace", "wrote", "it"], [(0, 2, "PER")])
        ['B-PER', 'I-PER', 'O', 'O']
    """
    check_list("tokens", tokens, "words")
    check_list("spans", spans, "triples")
    labels = ["O"] * len(tokens)
    for start, end, kind in _checked(spans, len(tokens)):
        labels[start] = f"B-{kind}"
        inside = range(start + 1, end)
        for t in inside:
            labels[t] = f"I-{kind}"
    return labels


def _checked(spans, T):
    taken, checked = set(), []
    for i, span in enumerate(spans):
        start, end, kind = _checked_span(f"spans[{i}]", span, T)
        shared = taken.intersection(range(start, end))
        if shared:
            raise ValueError(
                f"spans[{i}] must share no word with another, but word {min(shared)} "
                "belongs to an entity already."
            )
        taken.update(range(start, end))
        checked.append((start, end, kind))
    return checked


def _checked_span(name, span, T):
    if not isinstance(span, (list, tuple)) or len(span) != 3:
        raise TypeError(f"{name} must be a triple (start, end, kind), but it is {span!r}.")
    start = check_count(f"{name}[0]", span[0], least=0)
    end = check_count(f"{name}[1]", span[1], least=0)
    kind = span[2]
    if not isinstance(kind, str):
        raise TypeError(f"{name}[2] must be a str, but it is of type {type(kind).__name__}.")
    if not kind:
        raise ValueError(f"{name}[2] must have at least one letter, but it is empty.")
    if not start < end <= T:
        raise ValueError(
            f"{name} must have start < end <= T = {T}, but it goes from {start} to {end}."
        )
    return start, end, kind
