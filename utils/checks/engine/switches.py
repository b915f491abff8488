"""A function's tree with all changes in it, each behind a test of one number."""

import ast
from collections.abc import Collection, Iterable
from copy import copy
from dataclasses import dataclass
from typing import Any

from utils.checks.engine.expressions import OPERATORS, exchanged, negative
from utils.checks.engine.slightly import Around

SWITCH = "_changed"
"""The name of that number, in the space of the function's names."""
SIMPLE = (ast.Assign, ast.AugAssign, ast.AnnAssign, ast.Expr)
"""Statements that can change places with one another."""


@dataclass(frozen=True)
class Change:
    """One slip: its kind, see `slightly.QUESTIONS`, and the line it is in, counted from `def`.

    function : the name of the function that the line is in
    """

    kind: str
    line: int
    statement: ast.stmt
    function: str

    @property
    def text(self) -> str:
        """The first line of the statement."""
        return ast.unparse(self.statement).splitlines()[0]


class Maker(ast.NodeTransformer):
    """Puts every change into a tree, behind its number."""

    def __init__(self, tree: Any, kinds: Collection[str], changes: list[Change]) -> None:
        self.tree, self.kinds, self.changes = tree, kinds, changes
        self.spot: ast.stmt = tree
        self.around = Around(tree)

    def block(self, body: list[ast.stmt], out: ast.expr | None = None) -> list[ast.stmt]:
        """Return a block with its changes.

        out : true when its last statement stands behind the block instead
        """
        done: list[ast.stmt] = []
        early = None  # true when this statement has been run before its neighbour
        for node, after in zip(body, [*body[1:], None], strict=True):
            self.spot = node
            new, behind, tests = self._changed(node), [], [early, None if after else out]
            early = None
            if _does_something(node):
                tests.append(self._switch("line"))
            if isinstance(after, SIMPLE) and isinstance(node, (*SIMPLE, ast.For, ast.While)):
                self.spot = after
                early = self._switch("place")
            if isinstance(node, ast.For | ast.While):
                behind = self._loop(node, new[0], after, early)
            elif early:
                done.append(ast.If(early, [after], []))
            for test in filter(None, tests):
                new = [ast.If(test, [ast.Pass()], new)]
            done += new + behind
        return done

    def _loop(self, node: Any, new: Any, after: Any, early: Any) -> list[ast.stmt]:
        """Fill a loop, with what stands behind it at its end; return its end, moved behind it."""
        self.spot = last = node.body[-1]
        out = self._switch("place") if isinstance(last, (*SIMPLE, ast.Return)) else None
        new.body = self.block(node.body, out)
        if early:
            new.body.append(ast.If(early, [after], []))
        return [ast.If(out, [last], [])] if out else []

    def _changed(self, node: ast.stmt) -> list[ast.stmt]:
        """Return one statement with the changes inside it, a loop without its body."""
        new = _copied(node)
        for name, part in ast.iter_fields(node):
            if (
                name in ("value", "iter", "test")
                and isinstance(part, ast.expr)
                and not (isinstance(node, ast.Expr) and isinstance(part, ast.Constant))
            ):
                setattr(new, name, self._value(part))
        for name in ("body", "orelse", "finalbody")[isinstance(node, ast.For | ast.While) :]:
            if getattr(node, name, None):
                setattr(new, name, self.block(getattr(node, name)))
        self.spot = node
        for other in _otherwise_set(node):
            exchange = isinstance(other, ast.Assign) and isinstance(other.targets[0], ast.Tuple)
            test = self._switch("sides" if exchange else "operator")
            new = ast.If(test, [other], [new]) if test else new
        return [new]

    def _value(self, node: ast.expr) -> ast.expr:
        """Return a statement's value with its changes; of a tuple, each part's."""
        if isinstance(node, ast.Tuple):
            return ast.Tuple([self._value(part) for part in node.elts], node.ctx)
        if isinstance(node, ast.Dict):
            return ast.Dict(node.keys, [self._value(part) for part in node.values])
        new = self.visit(node)
        return new if isinstance(node, ast.Starred) else self._choice(new, [negative(node)])

    def visit(self, node: ast.AST) -> Any:
        """Return an expression with its changes; what is set, and texts' formats, stay."""
        if isinstance(node, ast.JoinedStr) or isinstance(getattr(node, "ctx", None), ast.Store):
            return node
        new = _copied(node)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            new.args = [self.visit(part) for part in node.args]
            new.keywords = [self.visit(part) for part in node.keywords]
        else:
            new = self.generic_visit(new)
        return self._choice(new, self.around.otherwise(node))

    def _choice(self, new: Any, others: Iterable[tuple[str, ast.expr]]) -> Any:
        for kind, other in others:
            test = self._switch(kind)
            new = ast.IfExp(test, other, new) if test else new
        return new

    def _switch(self, kind: str) -> ast.expr | None:
        """Enter a change and return the test that is true when it is on; None if not wanted."""
        if kind not in self.kinds:
            return None
        line = self.spot.lineno - self.tree.lineno + 1
        self.changes.append(Change(kind, line, self.spot, self.tree.name))
        number = ast.Constant(len(self.changes) - 1)
        return ast.Compare(ast.Name(SWITCH, ast.Load()), [ast.Eq()], [number])


def _copied(node: Any) -> Any:
    """Return a copy whose parts can be set; they themselves are shared, and stay as they are."""
    new = copy(node)
    for name, part in ast.iter_fields(node):
        if isinstance(part, list):
            setattr(new, name, [*part])
    return new


def _does_something(node: ast.stmt) -> bool:
    """Tell whether a statement can be left out, and would be missed: no text, no `else`."""
    if isinstance(node, ast.Expr):
        return not isinstance(node.value, ast.Constant)
    return isinstance(node, SIMPLE) or (isinstance(node, ast.If) and not node.orelse)


def _otherwise_set(node: ast.stmt) -> list[ast.stmt]:
    """Return how an assignment may have been meant: `=`, `+=`, `-=`, …, or names exchanged."""
    if isinstance(node, ast.AugAssign):
        ops = [op() for _, op in OPERATORS.get(type(node.op), ())]
        others: list[Any] = [ast.AugAssign(node.target, op, node.value) for op in ops]
        others.append(ast.Assign([node.target], node.value))
    elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Tuple):
        others = [ast.Assign([each], node.value) for each in exchanged(node.targets[0])]
    elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name | ast.Subscript):
        others = [ast.AugAssign(node.targets[0], ast.Add(), node.value)]
    else:
        return []
    return others
