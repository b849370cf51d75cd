"""Grade a class: python -m classroom.grading.run SUBMISSIONS [--scheduler ADDRESS]"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

from ..chapters import ROOT, read_chapters
from .feedback import Row, write_feedback, write_grades
from .submissions import Submission, find_submissions

SECONDS = 1800  # for one notebook, if each of its answers runs into its limit


def judged(task: dict) -> dict:
    """Judge one notebook in a process of its own.

    Parameters
    ----------
    task
        ``"chapter"``, its number, and ``"cells"``, the code cells of the notebook.

    Returns
    -------
    dict
        ``"results"``, one for each exercise, and ``"fences"``; or ``"failed"``, why there are none.
    """
    environment = {name: value for name, value in os.environ.items() if name != "COURSE_GRADING"}  # a check must not raise
    process = subprocess.Popen(
        [sys.executable, "-m", "classroom.grading.judging"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env=environment | {"PYTHONPATH": str(ROOT), "CUDA_VISIBLE_DEVICES": "-1", "TF_CPP_MIN_LOG_LEVEL": "3"},
        start_new_session=True,
    )
    try:
        out, said = process.communicate(json.dumps(task).encode(), SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        return {"failed": f"grading took longer than {SECONDS} s"}
    if process.returncode:
        last = said.decode(errors="replace").strip().splitlines()[-1:] or [f"exit code {process.returncode}"]
        return {"failed": f"the grader failed: {last[0]}"}
    return json.loads(out)


def _here(tasks: dict[int, dict]) -> Iterator[tuple[int, dict]]:
    """Judge on all cores of this machine."""
    with ThreadPoolExecutor(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()) as pool:
        futures = {pool.submit(judged, task): key for key, task in tasks.items()}
        for future in as_completed(futures):
            yield futures[future], future.result()


def _on_cluster(tasks: dict[int, dict], address: str) -> Iterator[tuple[int, dict]]:
    """Judge on the workers of a Dask cluster, each of which has the course at the same version."""
    from distributed import Client
    from distributed import as_completed as as_they_complete

    with Client(address) as client:
        futures = {client.submit(judged, task, pure=False): key for key, task in tasks.items()}
        for future in as_they_complete(futures):
            yield futures[future], future.result()


def grade(folder: Path, scheduler: str = "", say: Callable[[str], None] = print) -> list[Row]:
    """Grade everything below a folder.

    Parameters
    ----------
    folder
        Holds a folder for each learner.
    scheduler
        Address of a Dask scheduler; without one, the cores of this machine do the work.
    say
        Takes a line of progress.

    Raises
    ------
    ValueError
        If the folder is not there or holds no notebook.
    """
    chapters = read_chapters()
    submissions = find_submissions(folder, chapters)
    rows = [Row.of(submission) for submission in submissions]
    tasks = {i: _task(submission) for i, submission in enumerate(submissions) if not submission.problem}
    for i, row in enumerate(rows):
        if i not in tasks:
            say(f"{row.learner}, {row.notebook}: {row.problem}")
    fences: dict[str, bool] = {}
    done = _on_cluster(tasks, scheduler) if scheduler else _here(tasks)
    for count, (i, result) in enumerate(done, start=1):
        rows[i].take(result)
        fences |= result.get("fences", {})
        say(f"{count} of {len(tasks)}: {rows[i].learner}, chapter {rows[i].chapter}: {rows[i].said}")
    for fence in (name for name, stands in fences.items() if not stands):
        say(f"This system cannot fence off {fence}: answers were kept from them by Python alone (see classroom/README.md).")
    return sorted(rows, key=lambda row: (row.learner, row.chapter, row.notebook))


def _task(submission: Submission) -> dict:
    return {"chapter": submission.chapter.number, "cells": submission.cells}


def main(arguments: Iterable[str]) -> int:
    """Grade, and write ``grades.csv`` and the feedback beside the submissions."""
    parser = argparse.ArgumentParser(prog="python -m classroom.grading.run", description="Grade a class.")
    parser.add_argument("submissions", type=Path, help="a folder that holds a folder for each learner")
    parser.add_argument("--scheduler", default="", help="address of a Dask scheduler, such as tcp://10.0.0.1:8786")
    chosen = parser.parse_args(list(arguments))
    folder = chosen.submissions.expanduser().resolve()
    try:
        rows = grade(folder, chosen.scheduler)
    except ValueError as error:
        parser.exit(2, f"{error}\n")
    out = folder.with_name(folder.name + "-graded")
    write_grades(rows, out / "grades.csv")
    write_feedback(rows, out / "feedback")
    print(f"Grades in {out / 'grades.csv'}, a page for each learner in {out / 'feedback'}.")
    failed = [row for row in rows if row.failed]
    for row in failed:
        print(f"NOT GRADED: {row.learner}, chapter {row.chapter}: {row.problem}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
