"""BatchExplorer: a batch of padded sentences, one cell of which is looked at."""

from __future__ import annotations

import numpy as np
import traitlets

from rnn_course.explorer.base import STYLE, Explorer, script
from rnn_course.pictures import notation as pictures

LARGEST = 40  # words, examples and steps; more cannot be read


class BatchExplorer(Explorer):
    """Choose an example and a step; see the word, its column in x, its mask and its code.

    Args:
        indices: Indices of the words, (m, T).
        mask: 1 at real steps and 0 at padded ones, (m, T).
        vocabulary: The words in the order of their indices; a dictionary from word to index will
            do.

    Raises:
        ValueError: When the shapes differ, an index has no word, or there is too much to show.
    """

    _esm = script("batch.js")
    _css = STYLE

    words = traitlets.List(traitlets.Unicode()).tag(sync=True)  # the vocabulary
    indices = traitlets.List().tag(sync=True)  # m rows of T indices
    mask = traitlets.List().tag(sync=True)  # m rows of T numbers, 1 or 0
    example = traitlets.Int(1).tag(sync=True)  # counted from 1, as in formulas
    step = traitlets.Int(1).tag(sync=True)

    def __init__(self, indices, mask, vocabulary):
        indices, mask = np.asarray(indices), np.asarray(mask)
        words = [str(word) for word in vocabulary]
        if indices.ndim != 2 or 0 in indices.shape or indices.shape != mask.shape:
            raise ValueError(
                "indices and mask should both be (m, T). Their shapes are "
                f"{indices.shape} and {mask.shape}."
            )
        if indices.dtype.kind not in "iu" or indices.min() < 0 or indices.max() >= len(words):
            raise ValueError(f"indices should be whole numbers from 0 to {len(words) - 1}.")
        if max(*indices.shape, len(words)) > LARGEST:
            raise ValueError(f"at most {LARGEST} words, examples and steps can be shown.")
        super().__init__(
            words=words, indices=indices.tolist(), mask=(mask == 1).astype(int).tolist()
        )

    def describe(self) -> str:
        """The batch in words, and the cell that is looked at."""
        i, t = self.example - 1, self.step - 1
        index = self.indices[i][t]
        what = f"“{self.words[index]}”" if self.mask[i][t] else "padding"
        return (
            f"A batch of {len(self.indices)} sentences over {len(self.indices[0])} steps. "
            f"Step {self.step} of example {self.example} is {what}, index {index}: "
            f"x[:, {i}, {t}] in the code."
        )

    def still(self):
        """The batch as a figure."""
        tokens = [[self.words[index] for index in row] for row in self.indices]
        return pictures.padded_batch(tokens, (self.example - 1, self.step - 1), self.mask)
