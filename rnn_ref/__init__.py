"""Reference functions of the course, one file per idea.

Each function is written once against the Python array API standard. Given NumPy arrays it
computes in NumPy; given torch tensors it computes on the device where they lie.

==========================  ======================================================
data/                       data and notation
----------------------------------------------------------------------------------
vocabulary.py               words and their numbers
padding_and_mask.py         sequences of different lengths in one array, and its mask
one_hot.py                  numbers as columns with a single 1
stacked_parameters.py       W_a = [W_aa W_ax], and how many parameters there are
time_major.py               torch's order of axes, and back
bio_labels.py               labels B-, I- and O for the words of a sentence
names.py                    whole names out of such labels, and how many are right
best_guess.py               the best score of one who knows only the beginning
task_type.py                which task reads and writes how much
--------------------------  ------------------------------------------------------
activations/                activations, and the way back through each
----------------------------------------------------------------------------------
softmax.py                  scores as probabilities, without overflow
sigmoid.py                  a gate between 0 and 1, without overflow
relu.py                     what is positive
tanh.py                     the way back alone
--------------------------  ------------------------------------------------------
losses/                     losses over the real steps of a batch, and their gradients
----------------------------------------------------------------------------------
cross_entropy.py            for one class out of several
binary_cross_entropy.py     for yes/no labels
logarithm.py                log 0 = −∞ without a warning
--------------------------  ------------------------------------------------------
cells/                      cells: one step forward and back
----------------------------------------------------------------------------------
rnn.py                      the RNN with its prediction
rnn_step.py                 the RNN's step alone, after Elman, with tanh or ReLU
jordan.py                   the cell that is fed its last prediction
simplified_gru.py           the GRU without a reset gate
gru.py                      the GRU that resets before the product
gru_reset_after.py          the GRU that resets after it, as torch does
lstm.py                     the LSTM
peephole_lstm.py            its gates look at the memory too
coupled_lstm.py             it forgets exactly where it writes
forget_bias.py              an LSTM that starts with open forget gates
gates.py                    what all gates share
output_layer.py             from states to predictions, and back
cell.py                     what every cell is
caches.py                   what a cell keeps for the way back
by_name.py                  all cells by name
--------------------------  ------------------------------------------------------
sequences/                  whole sequences
----------------------------------------------------------------------------------
unroll.py                   any cell forward and back through time, with padding, in windows
time_loop.py                its loop over time
rnn.py                      the RNN over a sequence, with its predictions
gru.py                      the GRU over a sequence
lstm.py                     the LSTM over a sequence, with its predictions
truncated_bptt.py           the RNN's way back in windows
many_to_one.py              one answer after a whole sequence
one_to_many.py              every prediction is the next input
carry_memory.py             an LSTM whose memory stays
freezing.py                 keeping the state of a sequence that has ended
initial_state.py            a first state that is learned
reversal.py                 reading from right to left within each length
birnn.py                    both directions
birnn_read_out.py           one label for a sequence read in both
bidirectional.py            both directions as one layer of a stack
deep_rnn.py                 layers on layers
dropout.py                  dropout between them
--------------------------  ------------------------------------------------------
language/                   language models
----------------------------------------------------------------------------------
targets.py                  inputs from targets
loss.py                     the loss, and its gradient
sentence_probability.py     the probability of a sentence
perplexity.py               the loss as a number of words
bits_per_character.py       the loss in bits
corpus.py                   both, of many sentences together
novelty.py                  the share of written texts that are new
temperature.py              bolder or more careful than the model says
top_k.py                    only the likeliest words
unknown.py                  without the unknown word
drawing.py                  one index from a distribution
sampling.py                 a whole text, step by step
batches.py                  a long text in batches that follow each other
bigram.py                   the next word from the one before, by counting
train_step.py               forward, backward, clip, move
--------------------------  ------------------------------------------------------
gradients/                  gradients
----------------------------------------------------------------------------------
gradient_check.py           numerical gradients, and comparing with them
clipping.py                 clipping by value and by global norm
global_norm.py              the length of all gradients together
norm_per_lag.py             how much gradient is left after each step back
spectral_radius.py          the size of the largest eigenvalue
singular_value.py           how much a matrix can stretch a vector
--------------------------  ------------------------------------------------------
torch/                      torch
----------------------------------------------------------------------------------
weights.py                  weights to and from torch.nn.RNN, LSTM and GRU
rnn.py                      weights, input and first state of one RNN
gru.py                      the weights of a GRU
lstm.py                     the weights of an LSTM
--------------------------  ------------------------------------------------------
arguments/                  arguments: the checks that all functions share
----------------------------------------------------------------------------------
arrays.py                   that all arrays of a call fit together
kinds.py                    library, device and dtype
shapes.py                   shapes, said in letters
numbers.py                  counts, indices, and numbers above 0
containers.py               dicts of arrays, and lists
lengths.py                  the lengths of a padded batch
distributions.py            what may be drawn from
--------------------------  ------------------------------------------------------
fast/                       the same numbers sooner
----------------------------------------------------------------------------------
forward.py                  which cells have a fast run, and where it works
run.py                      the loop, padding, windows and the products over steps
work_arrays.py              arrays with time first that are filled in place
rnn_step.py                 the RNN, with tanh and ReLU
gru.py                      the GRU
gru_reset_after.py          the GRU that resets after the product
lstm.py                     the LSTM
peephole_lstm.py            the LSTM with peepholes
cuda_graph.py               a whole run as one CUDA graph, where it is asked for
==========================  ======================================================

Columns are examples: a step is (n, m), a sequence is (n, m, T). All the arrays of one call
come from one library, lie on one device and have one dtype, float32 or float64. Results keep
that library, device and dtype. No function changes its arguments.

>>> import numpy as np
>>> softmax(np.asarray([[0.0], [0.0]])).tolist()
[[0.5], [0.5]]
"""

from types import ModuleType as _ModuleType

from rnn_ref.activations.relu import relu, relu_backward
from rnn_ref.activations.sigmoid import sigmoid, sigmoid_backward
from rnn_ref.activations.softmax import softmax, softmax_backward
from rnn_ref.activations.tanh import tanh_backward
from rnn_ref.cells.by_name import CELLS
from rnn_ref.cells.cell import Cell
from rnn_ref.cells.coupled_lstm import (
    COUPLED_LSTM,
    coupled_gates,
    coupled_lstm_cell_backward,
    coupled_lstm_cell_forward,
    coupled_lstm_step,
)
from rnn_ref.cells.forget_bias import forget_bias_init
from rnn_ref.cells.gru import GRU, gru_cell_backward, gru_cell_forward
from rnn_ref.cells.gru_reset_after import (
    GRU_RESET_AFTER,
    gru_reset_after_cell_backward,
    gru_reset_after_cell_forward,
)
from rnn_ref.cells.jordan import JORDAN, jordan_cell_backward, jordan_cell_forward
from rnn_ref.cells.lstm import LSTM, lstm_cell_backward, lstm_cell_forward, lstm_step
from rnn_ref.cells.output_layer import output_layer_backward, output_layer_forward
from rnn_ref.cells.peephole_lstm import (
    PEEPHOLE_LSTM,
    peephole_lstm_cell_backward,
    peephole_lstm_cell_forward,
    peephole_lstm_step,
)
from rnn_ref.cells.rnn import rnn_cell_backward, rnn_cell_forward
from rnn_ref.cells.rnn_step import (
    RELU_RNN,
    TANH_RNN,
    elman_step,
    elman_step_backward,
    relu_step,
    relu_step_backward,
)
from rnn_ref.cells.simplified_gru import (
    SIMPLIFIED_GRU,
    simplified_gru_cell_backward,
    simplified_gru_cell_forward,
)
from rnn_ref.data.best_guess import best_without_what_follows
from rnn_ref.data.bio_labels import bio_labels
from rnn_ref.data.names import find_names, name_scores
from rnn_ref.data.one_hot import one_hot
from rnn_ref.data.padding_and_mask import lengths_of, mask_of, pad_and_mask
from rnn_ref.data.stacked_parameters import (
    count_parameters,
    stack_inputs,
    stack_parameters,
    unstack_parameters,
)
from rnn_ref.data.task_type import task_type
from rnn_ref.data.time_major import from_batch_major, from_time_major, to_batch_major, to_time_major
from rnn_ref.data.vocabulary import EOS, UNK, build_vocabulary, decode, encode
from rnn_ref.gradients.clipping import clip_by_global_norm, clip_by_value
from rnn_ref.gradients.global_norm import global_norm
from rnn_ref.gradients.gradient_check import gradient_check, numerical_gradient
from rnn_ref.gradients.norm_per_lag import gradient_norm_per_lag, rnn_gradient_norm_per_lag
from rnn_ref.gradients.singular_value import largest_singular_value
from rnn_ref.gradients.spectral_radius import rescale_spectral_radius, spectral_radius
from rnn_ref.language.batches import make_batches
from rnn_ref.language.bigram import bigram_baseline
from rnn_ref.language.bits_per_character import bits_per_character
from rnn_ref.language.corpus import corpus_bits, corpus_perplexity
from rnn_ref.language.drawing import draw, draw_known
from rnn_ref.language.loss import language_model_loss, language_model_loss_backward
from rnn_ref.language.novelty import novelty_rate
from rnn_ref.language.perplexity import perplexity
from rnn_ref.language.sampling import sample, sample_rnn
from rnn_ref.language.sentence_probability import sentence_log_probability
from rnn_ref.language.targets import inputs_from_targets
from rnn_ref.language.temperature import apply_temperature
from rnn_ref.language.top_k import top_k
from rnn_ref.language.train_step import train_step
from rnn_ref.language.unknown import reject_unknown, without_unknown
from rnn_ref.losses.binary_cross_entropy import (
    sequence_binary_cross_entropy,
    sigmoid_cross_entropy_backward,
)
from rnn_ref.losses.cross_entropy import sequence_cross_entropy, softmax_cross_entropy_backward
from rnn_ref.sequences.bidirectional import Bidirectional
from rnn_ref.sequences.birnn import birnn_backward, birnn_forward
from rnn_ref.sequences.birnn_read_out import birnn_read_out, birnn_read_out_backward
from rnn_ref.sequences.carry_memory import carry_memory
from rnn_ref.sequences.deep_rnn import deep_rnn_backward, deep_rnn_forward
from rnn_ref.sequences.dropout import dropout_mask
from rnn_ref.sequences.freezing import freeze_past_end
from rnn_ref.sequences.gru import gru_backward, gru_forward
from rnn_ref.sequences.initial_state import learned_initial_state, learned_initial_state_backward
from rnn_ref.sequences.lstm import lstm_backward, lstm_forward
from rnn_ref.sequences.many_to_one import many_to_one, many_to_one_backward, many_to_one_forward
from rnn_ref.sequences.one_to_many import one_to_many, one_to_many_backward, one_to_many_forward
from rnn_ref.sequences.reversal import reverse_by_length
from rnn_ref.sequences.rnn import rnn_backward, rnn_forward
from rnn_ref.sequences.truncated_bptt import truncated_bptt
from rnn_ref.sequences.unroll import unroll_backward, unroll_forward
from rnn_ref.torch.gru import to_torch_gru
from rnn_ref.torch.lstm import to_torch_lstm
from rnn_ref.torch.rnn import match_torch_rnn
from rnn_ref.torch.weights import from_torch, to_torch

__all__ = [
    name
    for name, value in list(globals().items())
    if not name.startswith("_") and not isinstance(value, _ModuleType)
]
