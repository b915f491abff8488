"""What one operation, call, number or index could be taken for: pairs of a kind and an expression.

The kinds are those of `slightly.QUESTIONS`.
"""

import ast
from collections.abc import Iterator
from copy import copy

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


def negative(node: ast.expr) -> tuple[str, ast.expr]:
    """Return the expression with a minus before it."""
    return "sign", ast.UnaryOp(ast.USub(), node)


def exchanged(node: ast.Tuple | ast.List) -> Iterator[ast.expr]:
    """Yield a tuple or list with two neighbours in each other's place."""
    for place in range(len(node.elts) - 1):
        elts = [*node.elts]
        elts[place : place + 2] = elts[place + 1], elts[place]
        yield type(node)(elts, node.ctx)


def operation(node: ast.BinOp) -> Iterator[tuple[str, ast.expr]]:
    """Yield how an operation may have been meant: other operators, sides, parentheses, parts."""
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


def call(node: ast.Call) -> Iterator[tuple[str, ast.expr]]:
    """Yield how a call may have been meant: related functions, axes, arguments in other places."""
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
    yield "place", ast.Call(read("reversed"), [node], [])


def constant(node: ast.Constant, words: list[str]) -> Iterator[tuple[str, ast.expr]]:
    """Yield the numbers, or words, that are easily written for one."""
    value = node.value
    if isinstance(value, bool):
        others: list = [not value]
    elif isinstance(value, int):
        others = [value - 1, value + 1, -value, 0.5]
    elif isinstance(value, float):
        others = [1.0, 0.0, -value, 2 * value, value / 2, 1 - value]
    else:
        others = words if isinstance(value, str) else []
    kind = "key" if isinstance(value, str) else "number"
    yield from ((kind, ast.Constant(other)) for other in dict.fromkeys(others) if other != value)


def subscript(node: ast.Subscript) -> Iterator[tuple[str, ast.expr]]:
    """Yield how an index or slice may have been meant: a place further, other ends, the whole."""
    at = node.slice
    if isinstance(at, ast.Slice):
        yield from (("bound", item_at(node, part)) for part in _slices(at))
    elif isinstance(at, ast.Tuple):
        for place, item in enumerate(at.elts):
            parts = _slices(item) if isinstance(item, ast.Slice) else _steps(item)
            for part in parts:
                elts = [*at.elts]
                elts[place] = part
                yield "bound", item_at(node, ast.Tuple(elts, ast.Load()))
        if len(at.elts) == 2:
            yield "sides", item_at(node, ast.Tuple(at.elts[::-1], ast.Load()))
    else:
        yield from (("bound", item_at(node, part)) for part in _steps(at))
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


def read(name: str) -> ast.Name:
    """Return a variable that is read."""
    return ast.Name(name, ast.Load())


def _turned(node: ast.expr) -> ast.expr:
    """Return a matrix transposed; of one that is already, the matrix."""
    if isinstance(node, ast.Attribute) and node.attr == "T":
        return node.value
    return ast.Attribute(node, "T", ast.Load())


def item_at(node: ast.Subscript, at: ast.expr) -> ast.Subscript:
    """Return an item of the same thing, at another place."""
    return ast.Subscript(node.value, at, ast.Load())
