"""Pictures that move: each is one canvas, driven by sliders, the mouse or the keyboard."""

from rnn_course.explorer.batch import BatchExplorer
from rnn_course.explorer.gated_memory import GatedMemory
from rnn_course.explorer.gradient_left import GradientLeft
from rnn_course.explorer.hidden_states import HiddenStateExplorer
from rnn_course.explorer.memory_cell import MemoryCell
from rnn_course.explorer.one_unit import OneUnit
from rnn_course.explorer.spectral_radius import SpectralRadius
from rnn_course.explorer.stack_waves import StackWaves
from rnn_course.explorer.temperature_dial import TemperatureDial
from rnn_course.explorer.two_readers import TwoReaders

__all__ = [
    "BatchExplorer",
    "GatedMemory",
    "GradientLeft",
    "HiddenStateExplorer",
    "MemoryCell",
    "OneUnit",
    "SpectralRadius",
    "StackWaves",
    "TemperatureDial",
    "TwoReaders",
]
