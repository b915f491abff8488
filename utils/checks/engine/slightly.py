"""How an expression could have been written slightly otherwise: the slips of a pen, one at a time.

`Around(function).otherwise(node)` yields `(kind, new)` pairs; QUESTIONS are the kinds and what each
one asks.
"""

import ast
from collections.abc import Iterator

from utils.checks.engine.expressions import (
    COMPARISONS,
    call,
    constant,
    exchanged,
    item_at,
    operation,
    read,
    subscript,
)
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
        self.words = list(dict.fromkeys(short))[:MOST_NAMES]

    def otherwise(self, node: ast.AST) -> Iterator[tuple[str, ast.expr]]:
        """Yield how an expression may have been meant, each with its kind."""
        if isinstance(node, ast.BinOp):
            yield from operation(node)
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.Not):
            yield "sign" if isinstance(node.op, ast.USub) else "comparison", node.operand
        elif isinstance(node, ast.Call):
            yield from call(node)
            yield from self._other_functions(node)
        elif isinstance(node, ast.Constant):
            yield from constant(node, self.words)
        elif isinstance(node, ast.Name) and node.id not in self.fixed:
            names = self.names[:MOST_NAMES]
            yield from (("name", read(other)) for other in names if other != node.id)
        elif isinstance(node, ast.Attribute) and node.attr == "T":
            yield "transpose", node.value
        elif isinstance(node, ast.Subscript):
            yield from subscript(node)
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
                others = [read(name) for name in self.counters]
            elif isinstance(item, ast.Name):
                others = [ast.Constant(0), ast.Constant(-1)]
            for other in others:
                parts = [*at[:place], other, *at[place + 1 :]]
                whole = ast.Tuple(parts, ast.Load()) if len(parts) > 1 else other
                yield "bound", item_at(node, whole)
