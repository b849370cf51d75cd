"""The process in which a learner's answers run. It computes values and knows no check, no reference and no result.

Started by `judging` with the room (a folder that holds the course without its checks) as its first argument and the limit of
memory as its second, in an empty folder; it talks through its standard input and output.
"""

from __future__ import annotations

import ast
import contextlib
import importlib
import io
import linecache
import os
import random
import signal
import traceback
import warnings
from collections.abc import Callable

import numpy as np

from .confine import confine, tried
from .peer import Gone, Peer, TooLate, describe

SECONDS = 10  # of processor time, for one exercise
TOLD = 3  # warnings that are told of one call


class _Printed(io.TextIOBase):
    """Counts what is printed and keeps none of it."""

    count = 0

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        self.count += len(text)
        return len(text)


class Answering:
    """Defines answers and calls them when asked."""

    def __init__(self, peer: Peer):
        self.peer = peer
        self.namespace: dict = {}
        self.depth = 0
        peer.requests |= {"prepare": self.prepare, "define": self.define, "ask": self.ask, "call": self.call}

    def prepare(self, message: dict) -> dict:
        """Begin a new answer: run what the chapter has for it, and import what its check needs beside it."""
        self.namespace = {"__name__": "__main__", "display": lambda *args, **kwargs: None}
        self.peer.made.clear()
        random.seed(0)
        np.random.seed(0)  # noqa: NPY002

        signal.setitimer(signal.ITIMER_PROF, 0)

        def run():
            for module in message["modules"]:
                importlib.import_module(module)
            exec(compile(message["source"], "<chapter>", "exec"), self.namespace)

        reply = self.told_of(run, [])
        tried.clear()  # libraries look around while they are imported
        return reply | {"tried": []}

    def define(self, message: dict) -> dict:
        """Run a learner's cell statement by statement; like a notebook it keeps what was defined before an error."""
        source, place = message["source"], message["file"]
        linecache.cache[place] = (len(source), None, source.splitlines(keepends=True), place)
        signal.setitimer(
            signal.ITIMER_PROF, SECONDS
        )  # of processor time, so that a busy machine fails no one; it ends this process
        code = [compile(ast.Module([part], []), place, "exec") for part in ast.parse(source).body]

        def run():
            for part in code:
                exec(part, self.namespace)

        reply = self.told_of(run, [])
        if message["name"] in self.namespace:
            reply["defined"] = self.peer.encode(self.namespace[message["name"]])
        return reply

    def call(self, message: dict) -> dict:
        """Call a function of the learner; what became of the arguments is told, too."""
        function = self.peer.given[message["function"]]
        args = [self.peer.decode(arg) for arg in message["args"]]
        kwargs = {name: self.peer.decode(value) for name, value in message["kwargs"].items()}
        return self.told_of(lambda: function(*args, **kwargs), args)

    def ask(self, message: dict) -> dict:
        """Call an answer in the way that its check has for it, where what is handed over cannot leave a process."""
        module = importlib.import_module(message["module"])
        args = [getattr(module, arg["named"]) if isinstance(arg, dict) else self.peer.decode(arg) for arg in message["args"]]
        answer = self.peer.decode(message["answer"])
        wrong = importlib.import_module("course_utils.asks.run").WrongAnswer
        problem = {}

        def run():
            try:
                return getattr(module, message["ask"])(answer, *args)
            except wrong as error:
                problem["wrong"] = [error.message, error.hint]

        return self.told_of(run, args) | problem

    def told_of(self, run: Callable, args: list) -> dict:
        """Run something of the learner, and tell what came: a value or an exception, what it printed, warned and tried."""
        if self.depth:
            return self._outcome(run, args)
        self.depth += 1
        printed = _Printed()
        try:
            with (
                contextlib.redirect_stdout(printed),
                contextlib.redirect_stderr(printed),
                warnings.catch_warnings(record=True) as warned,
                np.errstate(divide="warn", over="warn", under="ignore", invalid="warn"),
            ):
                warnings.simplefilter("default")
                reply = self._outcome(run, args)
        finally:
            self.depth -= 1
        reply["printed"] = printed.count
        reply["warned"] = [[each.category.__name__, str(each.message)[:500]] for each in warned[:TOLD]]
        reply["tried"] = [*tried]
        return reply

    def _outcome(self, run: Callable, args: list) -> dict:
        try:
            return {"value": self.peer.encode(run()), "args": [self.peer.encode(arg) for arg in args]}
        except (Gone, TooLate):
            raise
        except BaseException as error:
            frames = [(frame.f_code.co_filename, line) for frame, line in traceback.walk_tb(error.__traceback__)]
            lines = [[place, line] for place, line in frames if place.startswith("<answer")]
            return {"error": {**self._told(error), "lines": lines[-20:]}}

    def _told(self, error: BaseException) -> dict:
        return self.peer.told(error) if isinstance(error, Exception) else describe(error)


def main(room: str, memory: int) -> None:
    """Answer until the other side ends."""
    incoming, outgoing = os.dup(0), os.dup(1)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)
    peer = Peer(incoming, outgoing)
    Answering(peer)
    fences = confine(room, os.getcwd(), memory)
    peer._send({"ready": fences})
    with contextlib.suppress(Gone):
        peer.serve()
    os._exit(0)
