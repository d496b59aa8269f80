"""A quiz: which letters are no options, and why the right ones are right.

How many answers are right is said, and not which. So there is nothing to be had from trying letters
until a sentence goes away. The reasons come once all are right.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Sequence
from itertools import count

from rnn_course.pack import Pack, Part
from rnn_course.picking import digest, letters_of


def is_quiz(parts: Iterable[Part]) -> bool:
    """Whether these are the parts of a quiz, in which each is a letter."""
    return any(part.kind == "letter" for part in parts)


def no_options(pack: Pack, answers: str) -> list[tuple[int, str]]:
    """The letters that no option has, each with its place in the text, from 1 on."""
    found = []
    for place, (part, letter) in enumerate(
        zip(pack.parts, letters_of(answers), strict=True), start=1
    ):
        known = digest(pack.exercise, part.name, letter)
        right = pack.case(part.case).expected[part.name]
        if known != right and all(m.gives.get(part.name) != known for m in pack.mistakes):
            found.append((place, letter))
    return found


def locked(reasons: Sequence[str], exercise: str, answers: str) -> str:
    """The reasons in the form in which packs keep them: all right letters together open them.

    This protects from reading along: who opens a pack, by chance or to peek, sees no reason and no
    right letter. It does not protect from a program. Five questions of four options have 1024 keys,
    and a pack holds a digest of each right letter too, which four tries find. What a learner's
    machine checks by itself cannot be kept from its owner.
    """
    data = json.dumps(list(reasons), ensure_ascii=False).encode()
    return base64.b64encode(_crossed(data, exercise, answers)).decode()


def opened(text: str, exercise: str, answers: str) -> list[str]:
    """What `locked` has kept. Nothing if the text or an answer is another: the ✓ is true all the same."""
    try:
        data = _crossed(base64.b64decode(text, validate=True), exercise, answers)
        reasons = json.loads(data.decode()) if data else []
    except ValueError:  # no base64, no UTF-8 or no JSON
        return []
    right = isinstance(reasons, list) and all(isinstance(reason, str) for reason in reasons)
    return reasons if right else []


def _crossed(data: bytes, exercise: str, answers: str) -> bytes:
    """The bytes XOR a stream of SHA-256 digests; done twice it gives the bytes again."""
    key = f"{exercise}/{''.join(letters_of(answers))}"
    stream, blocks = bytearray(), count()
    while len(stream) < len(data):
        stream += hashlib.sha256(f"{key}/{next(blocks)}".encode()).digest()
    return bytes(one ^ other for one, other in zip(data, stream, strict=False))
