"""What a command says: one line a step with its time, or one JSON document."""

import json
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.status import Status


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
        self._show: Callable[[str], None] = lambda _: None

    def watch(self, status: Status, what: str) -> None:
        self._show = lambda text: status.update(f"{what}: {text}…")

    def say(self, text: str) -> None:
        """Where the step is now."""
        self._show(text)
