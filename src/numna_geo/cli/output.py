"""What a command says: one line a step with its time, or one JSON document."""

import json
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.status import Status

_MB = 1_000_000


class Output:
    """Steps and results of one command.

    Args:
        as_json: say nothing but one JSON document on standard output; steps go to
            standard error.
    """

    def __init__(self, *, as_json: bool = False) -> None:
        self.as_json = as_json
        self._console = Console(stderr=as_json, highlight=False, soft_wrap=True)

    @contextmanager
    def step(self, what: str) -> Iterator["Step"]:
        """Announce `what`, and say when it is done and how long it took."""
        started = time.monotonic()
        step = Step()
        if self._console.is_terminal:
            with self._console.status(f"{what}…") as status:
                step.watch(status, what)
                yield step
        else:
            yield step
        took = time.monotonic() - started
        note = f"  {step.note}" if step.note else ""
        self._console.print(f"{what:<44}{took:6.1f} s{note}", markup=False)

    def line(self, text: str) -> None:
        """One line for people."""
        self._console.print(text, markup=False)

    def result(self, document: Mapping[str, Any]) -> None:
        """The machine-readable result; said only with `--json`."""
        if self.as_json:
            json.dump(document, sys.stdout, ensure_ascii=False, default=str, indent=1)
            sys.stdout.write("\n")


class Step:
    """A step that is running: `say` shows where it is, `note` ends its line."""

    def __init__(self) -> None:
        self.note = ""
        self._started = time.monotonic()
        self._show: Callable[[str], None] = lambda _: None

    def watch(self, status: Status, what: str) -> None:
        self._show = lambda text: status.update(f"{what}: {text}…")

    def say(self, text: str) -> None:
        """Where the step is now."""
        self._show(text)

    def rows(self, count: int, share: float) -> None:
        """How many rows were read, and which share (0 to 1) of the file that is."""
        self._show(f"{count:,} rows, {share:.0%}{self._left(share)}")

    def bytes(self, count: int, total: int | None) -> None:
        """How many bytes came, of how many."""
        of_all = f" of {total / _MB:.1f}{self._left(count / total)}" if total else ""
        self._show(f"{count / _MB:.1f} MB{of_all}")

    def _left(self, share: float) -> str:
        took = time.monotonic() - self._started
        if not 0 < share < 1 or took < 1:
            return ""
        return f", {took / share - took:.0f} s left"
