"""Connect to a Dask scheduler, or say in words why it cannot be used."""

from __future__ import annotations

import asyncio
import logging
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from autograder.grade.cluster import Cluster
from autograder.grade.errors import GradeError

PATIENCE = 15  # seconds to find the scheduler


@contextmanager
def cluster(address: str) -> Iterator[Cluster]:
    """Connect to a scheduler. Raises `GradeError` when there is none, or none to talk to."""
    try:
        import cloudpickle
        from distributed import Client

        from autograder.grade import on_dask
    except ImportError:
        raise GradeError(
            "--scheduler needs the package distributed, which is not installed. Install it with "
            "'pip install distributed', or leave --scheduler out."
        ) from None
    _silence()
    warnings.filterwarnings("ignore", message="Sending large graph")
    cloudpickle.register_pickle_by_value(on_dask)
    try:
        asyncio.run(_knock(address))
        client = Client(address, timeout=PATIENCE)
    except Exception as error:  # among them OSError, ValueError, TypeError for a missing TLS key
        raise GradeError(
            f"No Dask scheduler answers at {address} ({type(error).__name__}). Start one with "
            "'dask scheduler' and workers with 'dask worker ADDRESS', or correct the address."
        ) from None
    with client:
        if not client.nthreads():
            raise GradeError(
                f"The Dask scheduler at {address} has no workers. Start some with 'dask worker "
                f"{address} --nthreads 1', in an environment with the packages of "
                "requirements.lock."
            )
        _same_python(client)
        executor = Cluster(client)
        try:
            yield executor
        finally:
            executor.shutdown(cancel_futures=True)


def _silence() -> None:
    """What goes wrong is said in our words. Dask gives some of its loggers a level of their own."""
    for name in ("distributed", *logging.root.manager.loggerDict):
        if name.split(".")[0] == "distributed":
            logging.getLogger(name).setLevel(logging.CRITICAL)


async def _knock(address: str) -> None:
    """Raise when nothing at `address` speaks as Dask does. A `Client` may wait for that for ever."""
    from distributed.comm import connect
    from distributed.security import Security

    async with asyncio.timeout(PATIENCE):
        keys = Security().get_connection_args("client")
        await (await connect(address, timeout=PATIENCE, **keys)).close()


def _same_python(client) -> None:
    """Code travels as bytecode, which one Python does not have from another."""
    versions = client.get_versions()
    hosts = {"scheduler": versions["scheduler"], **versions["workers"]}
    here = f"{sys.version_info.major}.{sys.version_info.minor}"
    for who, about in hosts.items():
        there = str((about or {}).get("host", {}).get("python", here))
        if there.split(".")[:2] != here.split("."):
            raise GradeError(
                f"The Dask {'scheduler' if who == 'scheduler' else f'worker at {who}'} runs Python "
                f"{'.'.join(there.split('.')[:2])}, this is Python {here}. Start it with {here}."
            )
