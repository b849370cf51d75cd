"""Put the answers of one notebook before the course's own checks. This process runs no learner's code.

Started by `run` for each notebook, with the notebook's cells as JSON on its standard input; it writes the result as JSON to
its standard output. Every answer that a check calls is a `Remote`, whose calls go to a process of `answering`.
"""

from __future__ import annotations

import ast
import builtins
import contextlib
import dataclasses
import importlib
import json
import linecache
import os
import signal
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterable
from pathlib import Path
from types import CodeType, FunctionType

import numpy as np

from course_utils.exercises import Exercise, Report, WrongAnswer
from course_utils.exercises import run as checks

from ..chapters import Chapter, ExerciseCells, chapter_number, python_of, tags
from .peer import Gone, Peer, Remote, TooLate
from .room import ASKS, Beside, beside, furnish
from .slices import Piece, answer_piece, needed, pieces_of
from .submissions import Answer, take_answers
from .values import ValueFault

TO_START, TO_PREPARE, TO_DEFINE, TO_CHECK = 120, 240, 60, 60  # seconds; answering.SECONDS stops a loop before
MEMORY, MEMORY_WITH_TENSORFLOW = 2 * 2**30, 12 * 2**30  # bytes of address space
BOOT = """
import sys
room, memory = sys.argv[1], int(sys.argv[2])
sys.path.insert(0, room)
from classroom.grading.answering import main
main(room, memory)
"""
DISTURBED = "your code disturbed the line to the grader."
NOT_GIVEN = {"check", "solution", "predict", "recall", "guard"}
HOMES = ("HOME", "TMPDIR", "MPLCONFIGDIR", "KERAS_HOME", "IPYTHONDIR", "XDG_CACHE_HOME")
KEPT = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "SSL_CERT_FILE")
ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS")


class Ended(Exception):
    """The answering process is no longer there: a message for the learner, and a hint."""

    def __init__(self, message: str, hint: str):
        super().__init__(message)
        self.message, self.hint = message, hint


class AnswersPeer(Peer):
    """The judge's end of the line: it plays back what an answer printed, warned, raised and changed."""

    def __init__(self, incoming: int, outgoing: int):
        super().__init__(incoming, outgoing, own="course_utils.")
        self.tried: list[str] = []
        self.sources: dict[str, str] = {}
        self.gone: Ended | None = None
        self.how_it_ended: Callable[[], Ended]

    def reply_to(self, kind: str, seconds: float | None = None, **content) -> dict:
        """The other side's reply to a request, within so many seconds; raises `Ended` when there is none."""
        if self.gone:
            raise self.gone
        self.deadline = None if seconds is None else time.monotonic() + seconds
        try:
            reply = self.request(kind, **content)
            for what in reply.get("tried", []):
                if str(what)[:200] not in self.tried and len(self.tried) < 20:
                    self.tried.append(str(what)[:200])
            return reply
        except TooLate:
            self.gone = Ended(f"your cell took longer than {seconds} s.", "Which loop never ends?")
        except Gone as gone:
            fault = str(gone)
            if fault.startswith("it has ended"):
                self.gone = self.how_it_ended()
            else:
                self.gone = Ended(DISTURBED, "Which line writes to a file that it did not open?")
        except BaseException:
            self.gone = Ended(f"your function took longer than {TO_CHECK} s.", "Which loop never ends?")
            raise
        raise self.gone

    def call(self, number: int, args: tuple, kwargs: dict):
        """Call a learner's function."""
        before = [self.encode(arg) for arg in args]
        coded = {name: self.encode(value) for name, value in kwargs.items()}
        return self.play_back(args, "call", {"function": number, "args": before, "kwargs": coded})

    def play_back(self, args: Iterable, kind: str, content: dict):
        """Make a call, let what it did happen here, and return its value."""
        try:
            told, value = self._played(self.reply_to(kind, **content), args, content["args"])
        except Ended as ended:
            raise WrongAnswer(ended.message, ended.hint) from None
        except (KeyError, TypeError, IndexError, AttributeError, ValueError, ValueFault):
            raise WrongAnswer(DISTURBED, "Which line writes to a file that it did not open?") from None
        if told:
            self._raise(told)
        return value

    def _played(self, reply: dict, args: Iterable, before: list):
        """What an exception is told of by, or None, and the value."""
        if reply.get("printed"):
            print("printed")
        for name, text in reply.get("warned", []):
            warnings.warn(str(text), _category(str(name)), stacklevel=2)
        if wrong := reply.get("wrong"):
            return {"error": WrongAnswer(str(wrong[0]), str(wrong[1]))}, None
        if told := reply.get("error"):
            lines = [(str(place), line) for place, line in told.get("lines", []) if isinstance(line, int)]
            return {"error": self.again(told), "lines": lines}, None
        for old, coded, new in zip(args, before, reply["args"], strict=True):
            if coded != new:
                _restore(old, self.decode(new))
        return None, self.decode(reply["value"])

    def _raise(self, told: dict):
        """Raise an answer's exception, from the line of its cell in which it was raised."""
        for place, line in reversed(told.get("lines", [])):
            if 0 < line <= self.sources.get(place, "").count("\n") + 1:
                exec(compile("\n" * (line - 1) + "raise error", place, "exec"), told)
        raise told["error"]


def _category(name: str) -> type[Warning]:
    found = getattr(builtins, name, None)
    if isinstance(found, type) and issubclass(found, Warning):
        return found
    return type(name[:60] or "Warning", (UserWarning,), {})


def _restore(old, new) -> None:
    """Bring an argument to the state that an answer left it in."""
    if isinstance(old, np.ndarray) and isinstance(new, np.ndarray) and (old.shape, old.dtype) == (new.shape, new.dtype):
        old[...] = new
    elif isinstance(old, list) and isinstance(new, list):
        old[:] = new
    elif isinstance(old, tuple) and isinstance(new, tuple):
        for one, other in zip(old, new, strict=False):
            _restore(one, other)


class AnsweringProcess:
    """A process of `answering` in a room of its own."""

    def __init__(self, besides: Iterable[Beside], memory: int):
        self.room = tempfile.TemporaryDirectory(prefix="answers-", ignore_cleanup_errors=True)
        base = Path(self.room.name).resolve()
        furnish(base / "course", besides)
        self.desk = base / "desk"
        self.desk.mkdir()
        environment = {name: os.environ[name] for name in KEPT if name in os.environ}
        environment |= dict.fromkeys(HOMES, str(self.desk)) | dict.fromkeys(ONE_THREAD, "1")
        environment |= {"MPLBACKEND": "agg", "PYTHONHASHSEED": "0", "TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": "-1"}
        self.process = subprocess.Popen(
            [sys.executable, "-I", "-B", "-X", "utf8", "-c", BOOT, str(base / "course"), str(memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=self.desk,
            env=environment,
            start_new_session=True,
        )
        self.peer = AnswersPeer(self.process.stdout.fileno(), self.process.stdin.fileno())
        self.peer.how_it_ended = self._how_it_ended
        self.peer.deadline = time.monotonic() + TO_START
        self.fences = self.peer._receive()["ready"]

    def _how_it_ended(self) -> Ended:
        code = self.process.wait(TO_START)
        if -code in (signal.SIGPROF, signal.SIGXCPU):
            return Ended("your code takes too much processor time.", "Which loop never ends, or runs far too often?")
        how = f"exit code {code}" if code >= 0 else signal.Signals(-code).name
        return Ended(f"your code ended its process ({how}).", "Which line ends Python, or needs more memory than there is?")

    def close(self) -> None:
        """End the process, all that it started, and its room."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            with contextlib.suppress(BrokenPipeError):
                pipe.close()
        self.room.cleanup()


def _code_named(module: CodeType, statements: list[ast.stmt], name: str) -> CodeType:
    """The code of the function that a cell binds to a name, as far as its text tells; else that of the whole cell."""
    inner = [code for code in module.co_consts if isinstance(code, CodeType)]
    for node in reversed(statements):
        match node:
            case ast.FunctionDef(name=found) if found == name:
                return next(code for code in reversed(inner) if code.co_name == name)
            case ast.Assign(targets=[ast.Name(id=found)], value=ast.Lambda(lineno=line)) if found == name:
                return next(code for code in reversed(inner) if (code.co_name, code.co_firstlineno) == ("<lambda>", line))
    return module


def shadow(sources: Iterable[str], source: str, name: str, place: str) -> FunctionType:
    """A function with the learner's bytecode, for a check that reads it. It is never called.

    Parameters
    ----------
    sources
        What runs before the answer; its functions are helpers that a check may read, too.
    source, name, place
        The learner's cell, the name that it defines and the name of the cell in error messages.
    """
    helpers: dict = {"__name__": "__main__"}
    for text in [*sources, source]:
        code = compile(text, place, "exec")
        inner = [each for each in code.co_consts if isinstance(each, CodeType)]
        helpers |= {each.co_name: FunctionType(each, helpers) for each in inner if not each.co_freevars}
    return FunctionType(_code_named(code, ast.parse(source).body, name), helpers, name)


class Judge:
    """Judges the answers of one notebook, one exercise after the other."""

    def __init__(self, chapter: Chapter, cells: list[dict]):
        self.chapter = chapter
        self.answers, self.own_names = take_answers(chapter, cells)
        self.pieces: list[Piece] = []
        self.places: dict[str, int] = {}
        by_cell = {exercise.answer_cell["id"]: answer for exercise, answer in zip(chapter.exercises, self.answers, strict=True)}
        for cell in chapter.notebook["cells"]:
            if cell["cell_type"] == "code" and cell["id"] in by_cell:
                answer = by_cell[cell["id"]]
                self.places[answer.name] = len(self.pieces)
                self.pieces += [answer_piece(python_of(answer.source), answer.name)] if answer.source else []
            elif cell["cell_type"] == "code" and not tags(cell) & NOT_GIVEN:
                self.pieces += pieces_of(python_of(cell["source"]))
        heavy = any("import_tensorflow" in piece.source for piece in self.pieces)
        self.memory = MEMORY_WITH_TENSORFLOW if heavy else MEMORY
        self.checks = [self._check(exercise) for exercise in chapter.exercises]
        self.besides = [beside(check) for check in self.checks]
        if any(self.besides):
            importlib.import_module("tensorflow")  # outside of any time limit
        self.process: AnsweringProcess | None = None
        self.fences: dict[str, bool] = {}

    @staticmethod
    def _check(exercise: ExerciseCells) -> Exercise:
        return getattr(importlib.import_module(f"course_utils.exercises.{exercise.module}"), exercise.check)

    def results(self) -> list[dict]:
        """One dictionary for each exercise: its name, points, report, source, and remarks on what it did."""
        found = []
        try:
            for answer, check, where in zip(self.answers, self.checks, self.besides, strict=True):
                if self.process and self.process.peer.gone:
                    self._end()
                found.append(self._result(answer, check, where))
        finally:
            self._end()
        return found

    def _end(self) -> None:
        if self.process:
            self.process.close()
            self.process = None

    def _result(self, answer: Answer, check: Exercise, where: Beside | None) -> dict:
        did: list[str] = []
        if answer.problem:
            report = Report(
                check.number, "not yet", answer.problem, "Write the answer into the cell that the chapter has for it."
            )
        else:
            try:
                report = self._report(answer, check, where)
            except Ended as ended:
                report = Report(check.number, "not yet", ended.message, ended.hint)
            did = [f"it tried to {what}" for what in self.process.peer.tried]
        if self.process and self.process.peer.gone:
            did.append(self.process.peer.gone.message)
        return {
            "name": check.name,
            "number": check.number,
            "title": check.title,
            "points": int(report.correct),
            "report": dataclasses.asdict(report),
            "source": answer.source,
            "remarks": did,
        }

    def _prepare(self, source: str, modules: list[str], name: str) -> None:
        """Run what the chapter has for an answer; where an earlier answer has spoilt the process, in a new one."""
        message = ""
        for fresh in (self.process is None, True):
            if self.process is None:
                self.process = AnsweringProcess([each for each in self.besides if each], self.memory)
                self.fences = self.process.fences
            try:
                told = self.process.peer.reply_to("prepare", TO_PREPARE, source=source, modules=modules).get("error")
                message = f"{told['type']}: {told['text']}" if told else ""
            except (Ended, KeyError, TypeError) as error:
                message = str(error)
            if not message:
                return
            self._end()
            if fresh:
                break
        raise RuntimeError(f"what {self.chapter.path.name} has for {name} does not run: {message}")

    def _report(self, answer: Answer, check: Exercise, where: Beside | None) -> Report:
        """Define an answer in the answering process and check it."""
        source = python_of(answer.source)
        own = answer_piece(source, answer.name)
        chosen, missing = needed(self.pieces[: self.places[answer.name]], (own.reads | own.reads_later) - own.binds)
        given = [piece.source for piece in chosen if not piece.origin]
        self._prepare("\n".join(given), [ASKS + where.module, "tensorflow"] if where else [], answer.name)
        peer = self.process.peer
        peer.tried = []
        for piece in [*chosen, own]:
            if piece.origin:
                reply = self._define(peer, piece)
        notes = [
            f"`{name}` is defined in a cell of your own, and only the answer cell is graded: move it there."
            for name in sorted(missing & self.own_names)
        ]
        if told := reply.get("error"):
            lines = [line for place, line in told.get("lines", []) if place == _place(answer.name)]
            where_it_was = f", in line {lines[-1]}" if lines else ""
            notes.append(f"your cell raised {str(told['type'])[:60]}: {str(told['text'])[:160]}{where_it_was}.")
        if "defined" not in reply:
            message = f"your cell did not define `{answer.name}`."
            return Report(check.number, "not yet", message, "Does the cell run from its first line to its last?", tuple(notes))
        try:
            attempt = peer.decode(reply["defined"])
        except ValueFault:
            return Report(check.number, "not yet", DISTURBED, "Which line writes to a file that it did not open?", tuple(notes))
        if isinstance(attempt, Remote):
            before = [piece.source for piece in chosen]
            attempt.__wrapped__ = shadow(before, source, answer.name, _place(answer.name))
        report = (self._beside(check, where, peer) if where else check)(attempt)
        return report if report.correct else dataclasses.replace(report, notes=(*report.notes, *notes))

    def _define(self, peer: AnswersPeer, piece: Piece) -> dict:
        place = _place(piece.origin)
        peer.sources[place] = piece.source
        linecache.cache[place] = (len(piece.source), None, piece.source.splitlines(keepends=True), place)
        return peer.reply_to("define", TO_DEFINE, source=piece.source, file=place, name=piece.origin)

    @staticmethod
    def _beside(check: Exercise, where: Beside, peer: AnswersPeer) -> Exercise:
        """The same check, whose ``ask`` runs beside the answer."""

        def ask(answer, *args):
            if not isinstance(answer, Remote):
                return check.ask(answer, *args)
            coded = [
                {"named": arg.__name__}
                if isinstance(arg, FunctionType) and arg.__name__ in where.functions
                else peer.encode(arg)
                for arg in args
            ]
            named = {"module": ASKS + where.module, "ask": where.ask}
            return peer.play_back(args, "ask", {**named, "answer": peer.encode(answer), "args": coded})

        return dataclasses.replace(check, ask=ask)


def _place(name: str) -> str:
    return f"<answer {name}>"


def main() -> None:
    """Judge the notebook on standard input."""
    checks.TIME_LIMIT = TO_CHECK
    task = json.load(sys.stdin)
    with contextlib.redirect_stdout(sys.stderr):  # TensorFlow and what a check prints must not stand in the result
        judge = Judge(chapter_number(task["chapter"]), task["cells"])
        results = judge.results()
    remarks = [remark for answer in judge.answers for remark in answer.remarks]
    json.dump({"results": results, "remarks": remarks, "fences": judge.fences}, sys.stdout)


if __name__ == "__main__":
    main()
