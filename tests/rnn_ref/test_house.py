"""The rules of the house: small files, no circles, no knowledge of courses, editable lines."""

import ast
import inspect
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import rnn_ref

FOLDER = Path(rnn_ref.__file__).parent
FILES = sorted(FOLDER.rglob("*.py"))


def name_of(path):
    """A file as its place in the folder, such as cells/rnn.py."""
    return path.relative_to(FOLDER).as_posix()


# Names and arguments that are promised, and whose text exercises edit.
CONTRACT = {
    # chapter 1
    "build_vocabulary": "sentences size",
    "encode": "tokens vocabulary",
    "decode": "indices vocabulary",
    "one_hot": "indices n dtype",
    "pad_and_mask": "sequences T",
    "task_type": "applications",
    "stack_parameters": "Waa Wax",
    "stack_inputs": "a_prev xt",
    "count_parameters": "parameters",
    "to_time_major": "x",
    "from_time_major": "x",
    "bio_labels": "tokens spans",
    # chapter 2
    "softmax": "z",
    "sigmoid": "z",
    "rnn_cell_forward": "xt a_prev parameters",
    "jordan_cell_forward": "xt y_prev parameters",
    "freeze_past_end": "a_next a_prev t lengths",
    "sequence_cross_entropy": "y_pred y mask",
    # chapter 3
    "softmax_cross_entropy_backward": "y_pred y mask",
    "output_layer_backward": "dz a parameters",
    "rnn_cell_backward": "da_next cache",
    "clip_by_value": "gradients limit",
    "clip_by_global_norm": "gradients limit",
    "rescale_spectral_radius": "W radius",
    # chapter 4
    "sentence_log_probability": "y_pred targets mask",
    "inputs_from_targets": "targets n dtype",
    "corpus_perplexity": "log_p lengths",
    "corpus_bits": "log_p lengths",
    "bigram_baseline": "targets mask n eos",
    "novelty_rate": "samples training",
    "apply_temperature": "z temperature",
    "top_k": "p k",
    "make_batches": "indices m T",
    # chapters 5 and 6
    "simplified_gru_cell_forward": "xt a_prev parameters",
    "gru_cell_forward": "xt a_prev parameters",
    "gru_cell_backward": "da_next cache",
    "lstm_cell_forward": "xt a_prev c_prev parameters",
    "lstm_step": "xt a_prev c_prev parameters",
    "lstm_cell_backward": "da_next dc_next cache",
    "peephole_lstm_cell_forward": "xt a_prev c_prev parameters",
    "peephole_lstm_step": "xt a_prev c_prev parameters",
    "forget_bias_init": "parameters value",
    "coupled_gates": "update candidate c_prev",
    # chapter 7
    "reverse_by_length": "x lengths",
    "birnn_read_out": "a",
    "birnn_read_out_backward": "da_read T_x",
    "best_without_what_follows": "beginnings labels",
    "find_names": "labels",
    "name_scores": "found right",
}
# Names and arguments that are promised.
PROMISED = {
    "rnn_forward": "x a0 parameters",
    "many_to_one": "x a0 parameters",
    "one_to_many": "x1 a0 parameters T_y",
    "match_torch_rnn": "x a0 parameters",
    "rnn_backward": "da caches",
    "truncated_bptt": "da caches k",
    "rnn_gradient_norm_per_lag": "da_last caches",
    "train_step": "x y mask a0 parameters rate limit",
    "sample_rnn": "parameters eos longest rng",
    "reject_unknown": "p unknown count rng",
    "gru_forward": "x a0 parameters",
    "gru_backward": "da caches",
    "to_torch_gru": "parameters",
    "lstm_forward": "x a0 parameters",
    "lstm_backward": "da caches",
    "carry_memory": "x c0 parameters",
    "to_torch_lstm": "parameters",
    "unroll_forward": "cell x initial parameters lengths",
    "unroll_backward": "cell dstates caches window",
    "birnn_forward": "cell x initial parameters lengths",
    "birnn_backward": "cell da caches",
    "deep_rnn_forward": "layers x initial parameters lengths dropout",
    "deep_rnn_backward": "da caches",
    "gradient_norm_per_lag": "da_last caches cell",
    "gradient_check": "loss parameters gradients epsilon",
    "gru_reset_after_cell_forward": "xt a_prev parameters",
    "gru_reset_after_cell_backward": "da_next cache",
    "coupled_lstm_cell_forward": "xt a_prev c_prev parameters",
    "coupled_lstm_cell_backward": "da_next dc_next cache",
    "peephole_lstm_cell_backward": "da_next dc_next cache",
    "jordan_cell_backward": "da_next dy_next cache",
    "perplexity": "loss",
    "bits_per_character": "loss",
    "sample": "step state rng n eos max_length temperature k unknown",
    "to_torch": "cell parameters layer reverse",
    "from_torch": "cell state layer reverse",
}


def test_names_and_signatures():
    assert set(CONTRACT) <= set(rnn_ref.__all__)
    for name, arguments in {**CONTRACT, **PROMISED}.items():
        function = getattr(rnn_ref, name)
        assert list(inspect.signature(function).parameters) == arguments.split()


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_files_are_short(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    # the long list; elsewhere about 150, and the sections of a docstring have a line for each name
    most = 280 if path == FOLDER / "__init__.py" else 190
    assert len(lines) <= most, f"{path.name} has {len(lines)} lines"
    assert max(map(len, lines)) <= 100


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_the_reference_knows_no_course_no_grader_and_no_library(path):
    imported = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            imported |= {alias.name.partition(".")[0] for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0
            imported.add(node.module.partition(".")[0])
    if path.name == "cuda_graph.py":  # CUDA graphs are torch's own, and nothing else imports it
        imported.remove("torch")
    assert imported <= {
        "array_api_compat",
        "collections",
        "copy",
        "dataclasses",
        "functools",
        "math",
        "operator",
        "rnn_ref",
        "types",
        "typing",
    }


def imports_of(path):
    """The files of the reference that a file imports from."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module.partition(".")[0] == "rnn_ref":
            place = FOLDER.joinpath(*node.module.split(".")[1:])
            for alias in node.names:
                part = (place / alias.name).with_suffix(".py")
                yield part if part.exists() else place.with_suffix(".py")


def test_files_and_folders_know_each_other_in_one_direction():
    """TopologicalSorter raises CycleError, which names the files or folders of a circle."""
    inner = [path for path in FILES if path != FOLDER / "__init__.py"]
    files = {name_of(path): {name_of(other) for other in imports_of(path)} for path in inner}
    assert set().union(*files.values()) <= set(files), "imports from what is no file of rnn_ref"
    folders = {}
    for file, others in files.items():
        folder = file.partition("/")[0]
        folders.setdefault(folder, set()).update(o.partition("/")[0] for o in others)
        folders[folder].discard(folder)
    for graph in (files, folders):
        TopologicalSorter(graph).prepare()
    assert folders["arguments"] == set() and "sequences" not in folders["fast"]


def rows(docstring):
    """The rows of a table of contents, and the titles between them."""
    return [line for line in docstring.splitlines() if ".py  " in line or "/  " in line]


def test_the_table_of_contents_has_every_file_and_each_folder_its_part():
    table, listed = [], set()
    for row in rows(rnn_ref.__doc__):
        if "/  " in row:
            folder = row.partition("/")[0]
            table += [row, *rows((FOLDER / folder / "__init__.py").read_text(encoding="utf-8"))]
        else:
            listed.add(f"{folder}/{row.partition(' ')[0]}")
    assert rows(rnn_ref.__doc__) == table
    assert listed == {name_of(path) for path in FILES if path.name != "__init__.py"}


@pytest.mark.parametrize("name", CONTRACT)
def test_every_statement_stands_once_in_the_source(name):
    """A misconception replaces text of the function's source that must match exactly once."""
    source = inspect.getsource(getattr(rnn_ref, name))
    body = ast.parse(source).body[0].body[1:]  # without the docstring
    nodes = [node for statement in body for node in ast.walk(statement)]
    statements = [
        ast.get_source_segment(source, node)
        for node in nodes
        if isinstance(node, (ast.Assign, ast.Return))
    ]
    assert statements
    for statement in statements:
        assert source.count(statement) == 1, statement
