#!/usr/bin/env bash
# Everything of the reference that needs a CUDA GPU, in under six minutes and without a network:
# its tests on the GPU, then its speed as one table. From anywhere:
#
#     tests/gpu/run.sh               on a machine with a GPU
#     tests/gpu/run.sh --rehearse    on any machine, in seconds: a pretended GPU, small shapes
#
# It needs a Python (3.11 or newer) with torch and NumPy: python3, or the one that $PYTHON names.
# What else that Python lacks is installed from tests/gpu/wheels/, which git ignores, into an
# environment beside it. To fill that folder on a machine with a network, for Python 3.12 on Linux:
#
#     python3 -m pip download --no-deps --only-binary=:all: --python-version 3.12 \
#         --platform manylinux_2_28_x86_64 --platform manylinux2014_x86_64 -d tests/gpu/wheels \
#         array-api-compat array-api-strict hypothesis sortedcontainers \
#         pytest pluggy iniconfig packaging pygments
#
# The exit status is 0 when the tests passed and the table was made. A ratio that is not reached
# is told in the table and changes no exit status.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

python=${PYTHON:-python3}
rehearse=""
if [ "${1:-}" = "--rehearse" ]; then
    rehearse=1
elif [ $# -gt 0 ]; then
    echo "usage: tests/gpu/run.sh [--rehearse]" >&2
    exit 2
fi
export PYTHONPATH="$PWD${PYTHONPATH:+:$PYTHONPATH}" # the source tree, not what is installed

has=$("$python" - <<'PY'
from importlib.util import find_spec
has = [name for name in ("array_api_compat", "array_api_strict", "hypothesis", "pytest", "numpy",
                         "torch", "xdist") if find_spec(name)]
if "torch" in has:
    import torch
    has += ["gpu"] if torch.cuda.is_available() else []
print(*has)
PY
)
lacks() {
    for name in "$@"; do
        [[ " $has " = *" $name "* ]] || return 0
    done
    return 1
}

if lacks torch numpy; then
    echo "run.sh: $python has no torch or no NumPy. Name another: PYTHON=… tests/gpu/run.sh" >&2
    exit 2
fi
if [ -z "$rehearse" ] && lacks gpu; then
    echo "run.sh: torch sees no CUDA GPU here. To try all the rest: tests/gpu/run.sh --rehearse" >&2
    exit 2
fi

# ---- what this Python lacks ----------------------------------------------------------------------

wheels=tests/gpu/wheels
if lacks array_api_compat array_api_strict hypothesis pytest; then
    if ! compgen -G "$wheels/*.whl" >/dev/null; then
        echo "run.sh: $python lacks packages, and $wheels/ has none. The head of this file names" \
            "the command that fetches them." >&2
        exit 2
    fi
    environment=tests/gpu/environment
    rm -rf "$environment"
    "$python" -m venv --without-pip --system-site-packages "$environment"
    # The system's packages of a Python that is an environment itself are not that environment's.
    "$environment/bin/python" - "$("$python" -c 'import site; print(*site.getsitepackages(), sep="\n")')" <<'PTH'
import pathlib, sys, sysconfig
pathlib.Path(sysconfig.get_path("purelib"), "parent.pth").write_text(sys.argv[1] + "\n")
PTH
    "$python" -m pip --python "$environment/bin/python" install --quiet --no-deps --no-index \
        --find-links "$wheels" \
        array-api-compat array-api-strict hypothesis sortedcontainers pytest pluggy iniconfig \
        packaging pygments
    python=$environment/bin/python
fi

# ---- the tests, then the table -------------------------------------------------------------------

tests=(tests/rnn_ref tests/gpu/test_cuda_graph.py -k cuda)
options=(-q -p no:cacheprovider)
if [ -n "$rehearse" ]; then
    tests=(tests/rnn_ref/sequences/test_reversal.py tests/gpu/test_cuda_graph.py -k cuda)
    options+=(-p tests.gpu.pretend_cuda)
elif ! lacks xdist; then
    options+=(-n 6) # each process has the GPU for its own small arrays
fi
failed=""
timeout 200 "$python" -m pytest "${options[@]}" "${tests[@]}" || failed=$?
if [ -n "$failed" ]; then
    echo "run.sh: the tests did not pass (exit status $failed; 124: they took too long)." >&2
fi
timeout 140 "$python" -m tests.gpu.speed ${rehearse:+--rehearse}
[ -z "$failed" ]
