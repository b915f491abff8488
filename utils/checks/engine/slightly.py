"""How an expression could have been written slightly otherwise: the slips of a pen, one at a time.

`Around(function).otherwise(node)` yields `(kind, new)` pairs; QUESTIONS are the kinds and what each
one asks.
"""

import ast
from collections.abc import Iterator
from copy import copy

from utils.checks.engine.functions import base_name, names_set

QUESTIONS = {
    "sign": "Is each plus and minus in it right?",
    "parentheses": "What belongs together in it, and what does an operator take first?",
    "sides": "What comes first in it, and what second?",
    "transpose": "Which of its matrices is to be transposed?",
    "axis": "Along which axis does it go?",
    "bound": "From where to where does it count?",
    "comparison": "Which way does each comparison in it go, and what of equal ones?",
    "surplus": "Does everything in it belong there?",
    "function": "Is each function in it the one that you mean?",
    "operator": "Is each operator in it the one that you mean?",
    "name": "Is each variable in it the one that you mean?",
    "number": "Is each number in it right?",
    "key": "Is each key in it the one that you mean?",
    "line": "Is that line needed as it stands?",
    "place": "Is that its place: before or after its neighbours, inside or outside of the loop?",
}
"""What to ask about the line in which one change of a kind is made; the likeliest kind first."""

MOST_NAMES = 12
LONGEST_WORD = 20
OPERATORS: dict[type, tuple[tuple[str, type], ...]] = {
    ast.Add: (("sign", ast.Sub), ("operator", ast.Mult)),
    ast.Sub: (("sign", ast.Add),),
    ast.Mult: (("operator", ast.Div), ("operator", ast.Add), ("operator", ast.MatMult)),
    ast.Div: (("operator", ast.Mult), ("operator", ast.FloorDiv)),
    ast.FloorDiv: (("operator", ast.Div),),
    ast.MatMult: (("operator", ast.Mult),),
    ast.Pow: (("operator", ast.Mult),),
}
ONE_WAY = (ast.Sub, ast.Div, ast.FloorDiv, ast.MatMult, ast.Pow)
"""Operators whose sides are not to be exchanged."""
COMPARISONS: dict[type, tuple[type, ...]] = {
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.GtE),
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.LtE),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
RELATED = (
    ("sum", "mean", "max", "prod", "cumsum"),
    ("min", "max"),
    ("argmin", "argmax", "argsort"),
    ("minimum", "maximum"),
    ("exp", "log", "expm1"),
    ("log", "log2", "log10", "log1p"),
    ("sin", "cos"),
    ("sinh", "cosh", "tanh"),
    ("zeros", "ones"),
    ("zeros_like", "ones_like"),
    ("floor", "ceil", "round"),
    ("any", "all"),
    ("append", "extend"),
    ("square", "abs", "sqrt"),
    ("std", "var"),
    ("insert", "append"),
    ("vstack", "hstack"),
)
"""Functions, or methods, of which one is easily taken for another."""


class Around:
    """What stands around an expression, and may stand in it by mistake.

    names : the function's variables, its arguments first
    counters : what its loops set, such as `t`
    called : what it calls with one argument, such as `np.tanh`
    words : its short texts, which may be dictionaries' keys
    fixed : names of modules and of what is called: no variable stands there by mistake
    """

    def __init__(self, function: ast.FunctionDef) -> None:
        nodes = [*ast.walk(function)]
        own = [item.arg for item in ast.walk(function.args) if isinstance(item, ast.arg)]
        self.names = list(dict.fromkeys(own + sorted(names_set(function))))
        turns = [node.target for node in nodes if isinstance(node, ast.For | ast.comprehension)]
        self.counters = sorted(names_set(turns))
        calls = [node for node in nodes if isinstance(node, ast.Call)]
        heads = [node.func for node in calls]
        heads += [node.value for node in nodes if isinstance(node, ast.Attribute)]
        self.fixed = {node.id for node in heads if isinstance(node, ast.Name)} - set(self.names)
        single = [node.func for node in calls if len(node.args) == 1 and not node.keywords]
        self.called = {ast.unparse(func): func for func in single if base_name(func) in self.fixed}
        texts = [node.value for node in nodes if isinstance(node, ast.Constant)]
        short = (text for text in texts if isinstance(text, str) and len(text) < LONGEST_WORD)
        self.words = list(dict.fromkeys(short))

    def otherwise(self, node: ast.AST) -> Iterator[tuple[str, ast.expr]]:
        """Yield how an expression may have been meant, each with its kind."""
        if isinstance(node, ast.BinOp):
            yield from _operation(node)
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.Not):
            yield "sign" if isinstance(node.op, ast.USub) else "comparison", node.operand
        elif isinstance(node, ast.Call):
            yield from _call(node)
            yield from self._other_functions(node)
        elif isinstance(node, ast.Constant):
            yield from _constant(node, self.words)
        elif isinstance(node, ast.Name) and node.id not in self.fixed:
            names = self.names[:MOST_NAMES]
            yield from (("name", _name(other)) for other in names if other != node.id)
        elif isinstance(node, ast.Attribute) and node.attr == "T":
            yield "transpose", node.value
        elif isinstance(node, ast.Subscript):
            yield from _subscript(node)
            yield from self._other_items(node)
        elif isinstance(node, ast.List | ast.Tuple) and len(node.elts) < MOST_NAMES:
            yield from (("sides", other) for other in exchanged(node))
        elif isinstance(node, ast.Compare) and len(node.ops) == 1:
            for op in COMPARISONS.get(type(node.ops[0]), ()):
                yield "comparison", ast.Compare(node.left, [op()], node.comparators)
        elif isinstance(node, ast.BoolOp):
            other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
            yield "comparison", ast.BoolOp(other, node.values)
            yield from (("surplus", value) for value in node.values)
        elif isinstance(node, ast.IfExp):
            yield "sides", ast.IfExp(node.test, node.orelse, node.body)
            yield from (("surplus", value) for value in (node.body, node.orelse))

    def _other_functions(self, node: ast.Call) -> Iterator[tuple[str, ast.expr]]:
        here = ast.unparse(node.func)
        if here in self.called:
            for text, func in self.called.items():
                if text != here:
                    yield "function", ast.Call(func, node.args, [])

    def _other_items(self, node: ast.Subscript) -> Iterator[tuple[str, ast.expr]]:
        """Yield `x[t]` for `x[0]`, and the other way round: first, last, or each in its turn."""
        at = [*node.slice.elts] if isinstance(node.slice, ast.Tuple) else [node.slice]
        for place, item in enumerate(at):
            others: list[ast.expr] = []
            if isinstance(item, ast.Constant) and isinstance(item.value, int):
                others = [_name(name) for name in self.counters]
            elif isinstance(item, ast.Name):
                others = [ast.Constant(0), ast.Constant(-1)]
            for other in others:
                parts = [*at[:place], other, *at[place + 1 :]]
                whole = ast.Tuple(parts, ast.Load()) if len(parts) > 1 else other
                yield "bound", _item(node, whole)


def negative(node: ast.expr) -> tuple[str, ast.expr]:
    """Return the expression with a minus before it."""
    return "sign", ast.UnaryOp(ast.USub(), node)


def exchanged(node: ast.Tuple | ast.List) -> Iterator[ast.expr]:
    """Yield a tuple or list with two neighbours in each other's place."""
    for place in range(len(node.elts) - 1):
        elts = [*node.elts]
        elts[place : place + 2] = elts[place + 1], elts[place]
        yield type(node)(elts, node.ctx)


def _operation(node: ast.BinOp) -> Iterator[tuple[str, ast.expr]]:
    for kind, op in OPERATORS.get(type(node.op), ()):
        yield kind, ast.BinOp(node.left, op(), node.right)
    if isinstance(node.op, ONE_WAY):
        yield "sides", ast.BinOp(node.right, node.op, node.left)
    if isinstance(node.op, ast.MatMult):
        for left, right in ((".T", ""), ("", ".T")):
            sides = [_turned(side) if turn else side
                     for side, turn in ((node.left, left), (node.right, right))]  # fmt: skip
            yield "transpose", ast.BinOp(sides[0], node.op, sides[1])
        yield "transpose", ast.BinOp(_turned(node.right), node.op, node.left)
        yield "transpose", ast.BinOp(node.right, node.op, _turned(node.left))
    left, right = node.left, node.right
    if isinstance(left, ast.BinOp):
        inner = ast.BinOp(left.right, node.op, right)
        yield "parentheses", ast.BinOp(left.left, left.op, inner)
    if isinstance(right, ast.BinOp):
        inner = ast.BinOp(left, node.op, right.left)
        yield "parentheses", ast.BinOp(inner, right.op, right.right)
    yield "surplus", left
    yield "surplus", right


def _call(node: ast.Call) -> Iterator[tuple[str, ast.expr]]:
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    for other in dict.fromkeys(o for group in RELATED if name in group for o in group):
        if other != name:
            func = copy(node.func)
            setattr(func, "attr" if isinstance(func, ast.Attribute) else "id", other)
            yield "function", ast.Call(func, node.args, node.keywords)
    if len(node.args) == 1 and not isinstance(node.args[0], ast.Starred) and name != "range":
        yield "sign", ast.Call(node.func, [negative(node.args[0])[1]], node.keywords)
    if name == "range" and node.args:
        yield from _range(node)
    for place, word in enumerate(node.keywords):
        rest = [item for item in node.keywords if item is not word]
        kind = "axis" if word.arg in ("axis", "keepdims", "dim") else "surplus"
        yield kind, ast.Call(node.func, node.args, rest)
        if word.arg == "axis" and isinstance(word.value, ast.Constant):
            for axis in {0, 1, -1} - {word.value.value}:
                words = [*node.keywords]
                words[place] = ast.keyword("axis", ast.Constant(axis))
                yield "axis", ast.Call(node.func, node.args, words)
    if len(node.args) >= 2 and not any(isinstance(item, ast.Starred) for item in node.args):
        for place in range(len(node.args) - 1):
            args = [*node.args]
            args[place : place + 2] = args[place + 1], args[place]
            yield "sides", ast.Call(node.func, args, node.keywords)
        yield "surplus", ast.Call(node.func, node.args[:-1], node.keywords)
    if node.args and not isinstance(node.args[0], ast.Starred):
        yield "surplus", node.args[0]
    if isinstance(node.func, ast.Attribute):
        yield "surplus", node.func.value


def _range(node: ast.Call) -> Iterator[tuple[str, ast.expr]]:
    start = node.args[0] if len(node.args) > 1 else ast.Constant(0)
    stop, step = node.args[min(1, len(node.args) - 1)], node.args[2:]
    for first, last in ((start, _plus(stop, -1)), (start, _plus(stop, 1)), (_plus(start, 1), stop),
                        (_plus(start, -1), stop), (ast.Constant(0), stop)):  # fmt: skip
        yield "bound", ast.Call(node.func, [first, last, *step], [])
    yield "place", ast.Call(_name("reversed"), [node], [])


def _constant(node: ast.Constant, words: list[str]) -> Iterator[tuple[str, ast.expr]]:
    value = node.value
    if isinstance(value, bool):
        others: list = [not value]
    elif isinstance(value, int):
        others = [value - 1, value + 1, -value, 0.5]
    elif isinstance(value, float):
        others = [1.0, 0.0, -value, 2 * value, value / 2, 1 - value]
    else:
        others = words[:MOST_NAMES] if isinstance(value, str) else []
    kind = "key" if isinstance(value, str) else "number"
    yield from ((kind, ast.Constant(other)) for other in dict.fromkeys(others) if other != value)


def _subscript(node: ast.Subscript) -> Iterator[tuple[str, ast.expr]]:
    at = node.slice
    if isinstance(at, ast.Slice):
        yield from (("bound", _item(node, part)) for part in _slices(at))
    elif isinstance(at, ast.Tuple):
        for place, item in enumerate(at.elts):
            parts = _slices(item) if isinstance(item, ast.Slice) else _steps(item)
            for part in parts:
                elts = [*at.elts]
                elts[place] = part
                yield "bound", _item(node, ast.Tuple(elts, ast.Load()))
        if len(at.elts) == 2:
            yield "sides", _item(node, ast.Tuple(at.elts[::-1], ast.Load()))
    else:
        yield from (("bound", _item(node, part)) for part in _steps(at))
    yield "surplus", node.value


def _slices(at: ast.Slice) -> Iterator[ast.Slice]:
    one = ast.Constant(1)
    if at.step is not None:
        yield ast.Slice(at.lower, at.upper, None)
        return
    for lower in (None, one, at.lower and _plus(at.lower, 1), at.lower and _plus(at.lower, -1)):
        yield ast.Slice(lower, at.upper)
    for upper in (None, ast.Constant(-1), *(at.upper and _plus(at.upper, n) for n in (1, -1))):
        yield ast.Slice(at.lower, upper)
    if at.lower is None and at.upper is not None:
        yield ast.Slice(one, None)  # [:-1] for [1:]
    if at.upper is None and at.lower is not None:
        yield ast.Slice(None, ast.Constant(-1))
    yield ast.Slice(None, None, ast.Constant(-1))


def _steps(at: ast.expr) -> Iterator[ast.expr]:
    if isinstance(at, ast.Name | ast.BinOp):
        yield from (_plus(at, step) for step in (1, -1))


def _plus(node: ast.expr, step: int) -> ast.expr:
    """Return `node + 1` or `node - 1`, as a number where it is one."""
    if isinstance(node, ast.Constant) and isinstance(node.value, int):
        return ast.Constant(node.value + step)
    return ast.BinOp(node, ast.Add() if step > 0 else ast.Sub(), ast.Constant(1))


def _name(name: str) -> ast.Name:
    return ast.Name(name, ast.Load())


def _turned(node: ast.expr) -> ast.expr:
    """Return a matrix transposed; of one that is already, the matrix."""
    if isinstance(node, ast.Attribute) and node.attr == "T":
        return node.value
    return ast.Attribute(node, "T", ast.Load())


def _item(node: ast.Subscript, at: ast.expr) -> ast.Subscript:
    return ast.Subscript(node.value, at, ast.Load())
