"""What a command says: one line a step with its time, or one JSON document."""

import json
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Any

from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    SpinnerColumn,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)

_MB = 1_000_000
_BAR = (
    SpinnerColumn(),
    TextColumn("{task.description}"),
    BarColumn(),
    TextColumn("{task.fields[note]}"),
    TimeRemainingColumn(),
)


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
            with Progress(*_BAR, console=self._console, transient=True) as bar:
                step.watch(bar, bar.add_task(what, total=None, note=""))
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
    """A step that is running: what it tells shows on its line, `note` ends it."""

    def __init__(self) -> None:
        self.note = ""
        self._show: Callable[..., None] = lambda **_: None

    def watch(self, bar: Progress, task: TaskID) -> None:
        """Show what is told on a line of `bar`."""
        self._show = partial(bar.update, task)

    def say(self, text: str) -> None:
        """Where the step is now."""
        self._show(note=text, total=None)

    def rows(self, count: int, share: float) -> None:
        """How many rows were read, and which share (0 to 1) of the file that is."""
        self._show(note=f"{count:,} rows", completed=share, total=1.0)

    def files(self, done: int, known: int) -> None:
        """How many files are written, and how many are known of so far."""
        self._show(note=f"{done:,} of {known:,} files", completed=done, total=known)

    def bytes(self, count: int, total: int | None) -> None:
        """How many bytes came, of how many."""
        self._show(note=f"{count / _MB:.1f} MB", completed=count, total=total)
