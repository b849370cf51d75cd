"""Which statements of a chapter (or of a module of checks) a piece of code needs: the last ones that bind what it reads."""

from __future__ import annotations

import ast
import builtins
import symtable
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

BUILTIN = frozenset(dir(builtins)) | {"__name__", "display", "get_ipython"}
AT_ONCE = {"genexpr", "listcomp", "setcomp", "dictcomp"}  # scopes that run where they stand


@dataclass(frozen=True)
class Piece:
    """One statement, or a whole answer: its source, what it binds, and what it reads at once or when it is called.

    `replaces` are the names that have no older value after it; `origin` is empty for the chapter's own code, else the name
    of the exercise that the answer is for.
    """

    source: str
    binds: frozenset[str]
    replaces: frozenset[str]
    reads: frozenset[str]
    reads_later: frozenset[str]
    origin: str = ""


def _names_read(source: str) -> tuple[set[str], set[str], set[str]]:
    """Names that a source binds, names that it reads while it runs, and names that its functions read."""
    table = symtable.symtable(source, "<piece>", "exec")
    symbols = table.get_symbols()
    bound = {each.get_name() for each in symbols if each.is_assigned() or each.is_imported() or each.is_namespace()}
    at_once = {each.get_name() for each in symbols if each.is_referenced()}
    later: set[str] = set()
    scopes = [(child, child.get_name() in AT_ONCE or child.get_type() == "class") for child in table.get_children()]
    for scope, now in scopes:
        found = {each.get_name() for each in scope.get_symbols() if each.is_global() and each.is_referenced()}
        (at_once if now else later).update(found)
        scopes += [(child, now and child.get_name() in AT_ONCE) for child in scope.get_children()]
    return bound, at_once, later


def _written_into(node: ast.stmt) -> set[str]:
    """Names of what a statement changes without binding it: ``x[0] = 1``, ``x += 1``."""
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    roots = set()
    for target in targets:
        while isinstance(target, ast.Subscript | ast.Attribute):
            target = target.value
        if isinstance(target, ast.Name):
            roots.add(target.id)
    return roots if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign) else set()


def _statements(body: Iterable[ast.stmt]) -> Iterable[ast.stmt]:
    """Statements one by one: what stands in a ``try``, and each name of an import, are statements of their own."""
    for node in body:
        if isinstance(node, ast.Try):
            yield from _statements(node.body)
        elif isinstance(node, ast.Import):
            yield from (ast.Import([alias]) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (ast.ImportFrom(node.module, [alias], node.level) for alias in node.names)
        else:
            yield node


def pieces_of(source: str) -> list[Piece]:
    """The statements of a source that bind or change a name; a bare call, such as a plot, is none of them."""
    found = []
    for node in _statements(ast.parse(source).body):
        if isinstance(node, ast.Expr):
            continue
        text = ast.unparse(node)
        bound, at_once, later = _names_read(text)
        binds = frozenset(bound | _written_into(node))
        whole = isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Import | ast.ImportFrom | ast.Assign | ast.AnnAssign)
        replaces = binds - at_once if whole else frozenset()
        found.append(Piece(text, binds, replaces, frozenset(at_once), frozenset(later)))
    return found


def answer_piece(source: str, name: str) -> Piece:
    """A learner's answer as one piece."""
    bound, at_once, later = _names_read(source)
    return Piece(source, frozenset(bound), frozenset(bound), frozenset(at_once), frozenset(later), name)


def needed(pieces: Sequence[Piece], names: Iterable[str]) -> tuple[list[Piece], set[str]]:
    """What must run before some names can be read at the end of all pieces, in order, and the names that nothing binds."""
    chosen: set[int] = set()
    missing: set[str] = set()
    seen: set[tuple[str, int]] = set()
    wanted = [(name, len(pieces)) for name in names]
    while wanted:
        name, before = wanted.pop()
        if (name, before) in seen:
            continue
        seen.add((name, before))
        place = next((i for i in range(before - 1, -1, -1) if name in pieces[i].binds), None)
        if place is None:
            missing |= {name} - BUILTIN
            continue
        piece = pieces[place]
        if name not in piece.replaces:
            wanted.append((name, place))
        if place not in chosen:
            chosen.add(place)
            wanted += [(each, place) for each in piece.reads - piece.replaces]
            wanted += [(each, len(pieces)) for each in piece.reads_later - piece.replaces]
    return [pieces[i] for i in sorted(chosen)], missing
