"""Grading is for Linux and macOS; Windows has neither limits of a process nor its signals."""

import sys

collect_ignore = ["grading"] if sys.platform == "win32" else []
