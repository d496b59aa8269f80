"""Reference functions of the course, one file per idea.

Each function is written once against the Python array API standard. Given NumPy arrays it
computes in NumPy; given torch tensors it computes on the device where they lie.

=====================  ===========================================================
file                   idea
=====================  ===========================================================
activations.py         softmax and sigmoid that do not overflow
rnn.py                 the RNN cell, a whole sequence, many-to-one, one-to-many
jordan.py              the cell that is fed its last prediction
masking.py             keeping the state of a sequence that has ended
losses.py              cross-entropy over the real steps of a padded batch
torch_conversion.py    the same weights and data in the layout of torch.nn.RNN
arguments.py           the checks of arguments that all of them share
=====================  ===========================================================

Columns are examples: a step is (n, m), a sequence is (n, m, T). All the arrays of one call
come from one library, lie on one device and have one dtype, float32 or float64. Results keep
that library, device and dtype. No function changes its arguments.

>>> import numpy as np
>>> softmax(np.asarray([[0.0], [0.0]])).tolist()
[[0.5], [0.5]]
"""

from rnn_ref.activations import sigmoid, softmax
from rnn_ref.jordan import jordan_cell_forward
from rnn_ref.losses import sequence_cross_entropy
from rnn_ref.masking import freeze_past_end
from rnn_ref.rnn import many_to_one, one_to_many, rnn_cell_forward, rnn_forward
from rnn_ref.torch_conversion import match_torch_rnn

__all__ = [
    "freeze_past_end",
    "jordan_cell_forward",
    "many_to_one",
    "match_torch_rnn",
    "one_to_many",
    "rnn_cell_forward",
    "rnn_forward",
    "sequence_cross_entropy",
    "sigmoid",
    "softmax",
]
