"""Seven applications of recurrent networks, by the lengths of what goes in and what comes out."""


def task_type(applications) -> dict:
    """Say for each application which type of task it is.

    Equations:
        one-to-many                 if one thing is read and T_y are written
        many-to-one                 if T_x things are read and one is written
        many-to-many, T_x = T_y     if one thing is written for each one that is read
        many-to-many, T_x != T_y    otherwise

    Args:
        applications: a list of names: speech recognition, music generation, sentiment
            classification, DNA sequence analysis, machine translation, video activity recognition,
            named entity recognition.

    Returns:
        a dict from each name to one of the four types.

    Raises:
        TypeError: if applications is no list or a name is no string.
        ValueError: for another name.

    References:
        the task types of Karpathy 2015, "The unreasonable effectiveness of recurrent neural
        networks"; for machine translation Sutskever, Vinyals and Le 2014, "Sequence to sequence
        learning with neural networks".

    Examples:
        >>> task_type(["machine translation"])
        {'machine translation': 'many-to-many, T_x != T_y'}
    """
    if not isinstance(applications, (list, tuple)):
        raise TypeError(
            "applications must be a list of names, "
            f"but it is of type {type(applications).__name__}."
        )
    lengths = {  # what is read, what is written
        "speech recognition": ("T_x", "T_y"),  # frames of sound, letters
        "music generation": ("1", "T_y"),  # a first note or nothing, notes
        "sentiment classification": ("T_x", "1"),  # words, stars
        "DNA sequence analysis": ("T_x", "T_x"),  # bases, a label for each
        "machine translation": ("T_x", "T_y"),  # words, words of another language
        "video activity recognition": ("T_x", "1"),  # frames, what is done in them
        "named entity recognition": ("T_x", "T_x"),  # words, a label for each
    }
    types = {}
    for i, name in enumerate(applications):
        if not isinstance(name, str):
            raise TypeError(
                f"applications[{i}] must be a str, but it is of type {type(name).__name__}."
            )
        if name not in lengths:
            raise ValueError(
                f"applications[{i}] must be one of {', '.join(lengths)}, but it is {name}."
            )
        read, written = lengths[name]
        types[name] = _type_of(read, written)
    return types


def _type_of(read: str, written: str) -> str:
    if read == "1":
        return "one-to-many"
    if written == "1":
        return "many-to-one"
    return "many-to-many, T_x = T_y" if read == written else "many-to-many, T_x != T_y"
