"""Tasks on Ray: on the cluster that RAY_ADDRESS names, else in processes of this machine."""

from __future__ import annotations

import logging
import os
import socket
from typing import TYPE_CHECKING, Any, Self

from tunelint.model.errors import fail

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from types import TracebackType

_WHERE = "--engine ray"
_STORE = 1 << 30
"""Bytes of shared memory for held values on this machine; Ray writes to disk what does not fit."""


_PATIENCE = 10
"""Seconds in which a cluster must answer."""


class RayCluster:
    """A cluster (`tunelint.run.cluster.Cluster`) that is there inside of a `with` block.

    `processes` are started on this machine where no RAY_ADDRESS is set. A task whose process dies is done
    again, up to three times. Nothing is sent to Ray's makers, and no dashboard is started.
    """

    def __init__(self, processes: int) -> None:
        self.size = processes
        self.spread = spread_on_ray

    def __enter__(self) -> Self:
        ray = _ray()
        try:
            if "RAY_ADDRESS" in os.environ:
                _reach(os.environ["RAY_ADDRESS"])
                ray.init(logging_level=logging.ERROR, log_to_driver=False)
                self.size = max(1, int(ray.cluster_resources().get("CPU", 1)))
            else:
                ray.init(
                    num_cpus=self.size,
                    object_store_memory=_STORE,
                    include_dashboard=False,
                    logging_level=logging.ERROR,
                    log_to_driver=False,
                )
        except (OSError, RuntimeError, ValueError) as error:
            hint = "see that the cluster of RAY_ADDRESS runs, or unset it to use this machine"
            raise fail(_WHERE, f"Ray does not start: {error}", hint) from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        _ray().shutdown()

    def hold(self, value: Any) -> Any:
        """A value that many tasks take."""
        return _ray().put(value)

    def start(self, task: Callable[..., Any], *arguments: Any, parts: int) -> Sequence[Any]:
        """Begin a task."""
        held = _ray().remote(task).options(num_returns=parts).remote(*arguments)
        return [held] if parts == 1 else list(held)

    def fetch(self, held: Any) -> Any:
        """A held value, as soon as it is there; a task that fails for good is a user error."""
        return _fetched(held)


def _reach(address: str) -> None:
    """Raises OSError where nothing answers at HOST:PORT; Ray itself would try for minutes."""
    host, _, port = address.rpartition("/")[2].rpartition(":")
    if host and port.isdecimal():
        socket.create_connection((host, int(port)), timeout=_PATIENCE).close()


def spread_on_ray(function: Callable[[Any], Any], values: Iterable[Any]) -> Iterator[Any]:
    """What `map` gives, each call a task of its own; for tasks that share out their work."""
    ray = _ray()
    shared = ray.put(function)
    started = [ray.remote(_call).remote(shared, value) for value in values]
    return (_fetched(held) for held in started)


def _call(function: Callable[[Any], Any], value: Any) -> Any:
    return function(value)


def _fetched(held: Any) -> Any:
    ray = _ray()
    try:
        return ray.get(held)
    except ray.exceptions.RayTaskError as error:
        raise error.cause from error
    except ray.exceptions.RayError as error:
        what = f"a task was lost and could not be done again: {error}"
        raise fail(_WHERE, what, "give the machines more memory, or use fewer processes (--jobs)") from error


def _ray() -> Any:
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    try:
        import ray
    except ImportError as error:
        raise fail(_WHERE, "Ray is not installed", "install it with: pip install 'tunelint[ray]'") from error
    return ray
