"""Reference functions of the course, one file per idea.

Each function is written once against the Python array API standard. Given NumPy arrays it
computes in NumPy; given torch tensors it computes on the device where they lie.

==========================  ======================================================
data and notation
----------------------------------------------------------------------------------
vocabulary.py               words and their numbers
padding.py                  sequences of different lengths in one array, and its mask
one_hot.py                  numbers as columns with a single 1
stacking.py                 W_a = [W_aa W_ax], and how many parameters there are
layout.py                   torch's order of axes, and back
entities.py                 labels B-, I- and O for the words of a sentence
names.py                    whole names out of such labels, and how many are right
best_guess.py               the best score of one who knows only the beginning
applications.py             which task reads and writes how much
--------------------------  ------------------------------------------------------
activations and losses
----------------------------------------------------------------------------------
activations.py              softmax, sigmoid and ReLU that do not overflow
activation_gradients.py     the way back through each of them, and through tanh
logarithm.py                log 0 = −∞ without a warning
losses.py                   cross-entropy over the real steps of a batch, and its gradient
binary_losses.py            the same for yes/no labels
output_layer.py             from states to predictions, and back
--------------------------  ------------------------------------------------------
cells: one step forward and back
----------------------------------------------------------------------------------
rnn.py, bptt.py             the RNN with its predictions: cell, sequence, task types
elman.py                    its step alone, with tanh or ReLU
jordan.py                   the cell that is fed its last prediction
simplified_gru.py           the GRU without a reset gate
gru.py                      the GRU that resets before the product
gru_reset_after.py          the GRU that resets after it, as torch does
lstm.py                     the LSTM
peephole_lstm.py            its gates look at the memory too
coupled_lstm.py             it forgets exactly where it writes
lstm_variants.py            an LSTM's gates set by hand, and its weights as torch keeps them
gates.py                    what all gates share
cell.py, cells.py           what every cell is, and all of them by name
--------------------------  ------------------------------------------------------
whole sequences, for any cell
----------------------------------------------------------------------------------
unroll.py, time_loop.py     forward and back through time, padding, windows
gru_sequence.py             the GRU over a sequence
lstm_sequence.py            the LSTM over a sequence
masking.py                  keeping the state of a sequence that has ended
initial_state.py            a first state that is learned
task_types.py               many-to-one and one-to-many for any cell, with gradients
reversal.py                 reading from right to left within each length
bidirectional.py            both directions
read_out.py                 one label for a sequence read in both
deep.py, dropout.py         layers on layers, and dropout between them
fast/                       the same numbers sooner
--------------------------  ------------------------------------------------------
language models
----------------------------------------------------------------------------------
language_model.py           inputs from targets, the loss, the probability of a sentence
perplexity.py               perplexity and bits per character
distributions.py            temperature, top-k, without the unknown word
drawing.py                  one index from a distribution
sampling.py                 a whole text, step by step, from any cell
writing.py                  the same from the RNN; drawing again for an unknown word
text_batches.py             a long text in batches that follow each other
bigram.py                   the next word from the one before, by counting
corpus.py                   perplexity and bits of many sentences, and the share of new ones
train_step.py               forward, backward, clip, move
--------------------------  ------------------------------------------------------
gradients
----------------------------------------------------------------------------------
gradient_check.py           numerical gradients, and comparing with them
clipping.py                 clipping by value and by global norm
gradient_flow.py            how much gradient is left after each step back
spectral_radius.py          the size of the largest eigenvalue
--------------------------  ------------------------------------------------------
torch
----------------------------------------------------------------------------------
torch_conversion.py         the data and weights of one RNN in torch's layout
torch_gru.py                the weights of a GRU in torch's order
torch_weights.py            weights to and from torch.nn.RNN, LSTM and GRU
--------------------------  ------------------------------------------------------
arguments
----------------------------------------------------------------------------------
arguments.py                the checks that all of them share
array_kinds.py              library, device and dtype
array_shapes.py             shapes, said in letters
plain_arguments.py          dicts of arrays, and numbers
==========================  ======================================================

Columns are examples: a step is (n, m), a sequence is (n, m, T). All the arrays of one call
come from one library, lie on one device and have one dtype, float32 or float64. Results keep
that library, device and dtype. No function changes its arguments.

>>> import numpy as np
>>> softmax(np.asarray([[0.0], [0.0]])).tolist()
[[0.5], [0.5]]
"""

from types import ModuleType as _ModuleType

from rnn_ref import bptt as _bptt
from rnn_ref import gru_sequence as _gru
from rnn_ref import lstm_sequence as _lstm
from rnn_ref import rnn as _rnn
from rnn_ref.activation_gradients import (
    relu_backward,
    sigmoid_backward,
    softmax_backward,
    tanh_backward,
)
from rnn_ref.activations import relu, sigmoid, softmax
from rnn_ref.applications import task_type
from rnn_ref.best_guess import best_without_what_follows
from rnn_ref.bidirectional import birnn_backward, birnn_forward
from rnn_ref.bigram import bigram_baseline
from rnn_ref.binary_losses import sequence_binary_cross_entropy, sigmoid_cross_entropy_backward
from rnn_ref.bptt import rnn_cell_backward, truncated_bptt
from rnn_ref.cell import Cell
from rnn_ref.cells import CELLS
from rnn_ref.clipping import clip_by_global_norm, clip_by_value, global_norm
from rnn_ref.corpus import corpus_bits, corpus_perplexity, novelty_rate
from rnn_ref.coupled_lstm import (
    COUPLED_LSTM,
    coupled_lstm_cell_backward,
    coupled_lstm_cell_forward,
    coupled_lstm_step,
)
from rnn_ref.deep import Bidirectional, deep_rnn_backward, deep_rnn_forward
from rnn_ref.distributions import apply_temperature, top_k, without_unknown
from rnn_ref.drawing import draw, draw_known
from rnn_ref.dropout import dropout_mask
from rnn_ref.elman import (
    RELU_RNN,
    TANH_RNN,
    elman_step,
    elman_step_backward,
    relu_step,
    relu_step_backward,
)
from rnn_ref.entities import bio_labels
from rnn_ref.fast import sequences as _fast
from rnn_ref.gradient_check import gradient_check, numerical_gradient
from rnn_ref.gradient_flow import gradient_norm_per_lag, rnn_gradient_norm_per_lag
from rnn_ref.gru import GRU, gru_cell_backward, gru_cell_forward
from rnn_ref.gru_reset_after import (
    GRU_RESET_AFTER,
    gru_reset_after_cell_backward,
    gru_reset_after_cell_forward,
)
from rnn_ref.initial_state import learned_initial_state, learned_initial_state_backward
from rnn_ref.jordan import JORDAN, jordan_cell_backward, jordan_cell_forward
from rnn_ref.language_model import (
    inputs_from_targets,
    language_model_loss,
    language_model_loss_backward,
    sentence_log_probability,
)
from rnn_ref.layout import from_batch_major, from_time_major, to_batch_major, to_time_major
from rnn_ref.losses import sequence_cross_entropy, softmax_cross_entropy_backward
from rnn_ref.lstm import LSTM, lstm_cell_backward, lstm_cell_forward, lstm_step
from rnn_ref.lstm_variants import carry_memory, coupled_gates, forget_bias_init, to_torch_lstm
from rnn_ref.masking import freeze_past_end
from rnn_ref.names import find_names, name_scores
from rnn_ref.one_hot import one_hot
from rnn_ref.output_layer import output_layer_backward, output_layer_forward
from rnn_ref.padding import lengths_of, mask_of, pad_and_mask
from rnn_ref.peephole_lstm import (
    PEEPHOLE_LSTM,
    peephole_lstm_cell_backward,
    peephole_lstm_cell_forward,
    peephole_lstm_step,
)
from rnn_ref.perplexity import bits_per_character, perplexity
from rnn_ref.read_out import birnn_read_out, birnn_read_out_backward
from rnn_ref.reversal import reverse_by_length
from rnn_ref.rnn import many_to_one, one_to_many, rnn_cell_forward
from rnn_ref.sampling import sample
from rnn_ref.simplified_gru import (
    SIMPLIFIED_GRU,
    simplified_gru_cell_backward,
    simplified_gru_cell_forward,
)
from rnn_ref.spectral_radius import largest_singular_value, rescale_spectral_radius, spectral_radius
from rnn_ref.stacking import count_parameters, stack_inputs, stack_parameters, unstack_parameters
from rnn_ref.task_types import (
    many_to_one_backward,
    many_to_one_forward,
    one_to_many_backward,
    one_to_many_forward,
)
from rnn_ref.text_batches import make_batches
from rnn_ref.torch_conversion import match_torch_rnn
from rnn_ref.torch_gru import to_torch_gru
from rnn_ref.torch_weights import from_torch, to_torch
from rnn_ref.train_step import train_step
from rnn_ref.unroll import unroll_backward, unroll_forward
from rnn_ref.vocabulary import EOS, UNK, build_vocabulary, decode, encode
from rnn_ref.writing import reject_unknown, sample_rnn

# The text of these is in rnn.py, bptt.py, gru_sequence.py and lstm_sequence.py; the numbers come
# from rnn_ref/fast where it can work.
rnn_forward = _fast.faster(_rnn.rnn_forward, _fast.rnn_forward)
rnn_backward = _fast.faster(_bptt.rnn_backward, _fast.backward_of(TANH_RNN))
gru_forward = _fast.faster(_gru.gru_forward, _fast.gru_forward)
gru_backward = _fast.faster(_gru.gru_backward, _fast.backward_of(GRU))
lstm_forward = _fast.faster(_lstm.lstm_forward, _fast.lstm_forward)
lstm_backward = _fast.faster(_lstm.lstm_backward, _fast.backward_of(LSTM))

__all__ = [
    name
    for name, value in list(globals().items())
    if not name.startswith("_") and not isinstance(value, _ModuleType)
]
