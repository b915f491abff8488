"""The gradients of every node of a graph, from the root back to the leaves."""

from utils.checks.engine import Case, Exercise, edits
from utils.checks.hidden_representations.orders import topological_order


def backprop(graph, values, order):
    """Derivative of the last node of `order` with respect to each: every use adds its share."""
    gradients = {name: 0.0 for name in order}
    root = order[-1]
    gradients[root] = 1.0
    for node in reversed(order):
        operation, *names = graph[node]
        g = gradients[node]
        if operation == "+":
            a, b = names
            gradients[a] += g
            gradients[b] += g
        if operation == "*":
            a, b = names
            gradients[a] += g * values[b]
            gradients[b] += g * values[a]
        if operation == "relu":
            (a,) = names
            gradients[a] += g * (values[a] > 0)
    return gradients


def by_shares(graph, values, order):
    """The same with a table of what each operation sends to its parents."""
    gradients = dict.fromkeys(order, 0.0)
    gradients[order[-1]] = 1.0
    for node in order[::-1]:
        operation, *names = graph[node]
        v = [values[name] for name in names]
        table = {"+": [1.0, 1.0], "*": v[::-1], "relu": [float(v[0] > 0) if v else 0], "leaf": []}
        shares = [gradients[node] * slope for slope in table[operation]]
        for name, share in zip(names, shares, strict=True):
            gradients[name] = gradients[name] + share
    return gradients


def whenever_a_share_arrives(graph, values, order):
    """Every share is sent on at once, which gives the right sums in another order."""
    gradients = dict.fromkeys(order, 0.0)

    def arrive(node, share):
        gradients[node] += share
        operation, *names = graph[node]
        v = [values[name] for name in names]
        table = {"+": [1.0, 1.0], "*": v[::-1], "relu": [float(v[0] > 0) if v else 0], "leaf": []}
        for name, slope in zip(names, table[operation], strict=True):
            arrive(name, share * slope)

    arrive(order[-1], 1.0)
    return gradients


def evaluate(title, root, graph):
    """A case: the graph's operations, the values of all nodes, and an order.

    graph : name → a number, or ("+", a, b), ("*", a, b), ("relu", a)
    """
    parents = {n: list(node[1:]) if isinstance(node, tuple) else [] for n, node in graph.items()}
    operations = {n: node if isinstance(node, tuple) else ("leaf",) for n, node in graph.items()}
    compute = {"+": lambda a, b: a + b, "*": lambda a, b: a * b, "relu": lambda a: max(a, 0.0)}
    values = {}
    for end in graph:
        for name in topological_order(parents, end):
            operation, *names = operations[name]
            if operation == "leaf":
                values[name] = float(graph[name])
            else:
                values[name] = compute[operation](*(values[n] for n in names))
    return Case(title, graph=operations, values=values, order=topological_order(parents, root))


TWO_UNITS = {
    **{"x1": 0.5, "x2": -1.5, "w1": 2.0, "w2": 0.25, "b": 1.0, "v": -3.0, "c": 0.75},
    **{"p1": ("*", "x1", "w1"), "p2": ("*", "x2", "w2"), "s": ("+", "p1", "p2")},
    **{"z": ("+", "s", "b"), "h": ("relu", "z"), "u": ("*", "h", "v"), "off": ("relu", "u")},
    **{"q": ("*", "u", "x1"), "t": ("+", "q", "off"), "J": ("+", "t", "c")},
}
ON_AND_OFF = {
    **{"x": 2.5, "w": -0.5, "on": ("relu", "x"), "s": ("*", "on", "w"), "off": ("relu", "s")},
    **{"p": ("*", "off", "x"), "y": ("+", "p", "s")},
}
SHARED = {"x": 1.5, "y": -2.0, "a": ("*", "x", "y"), "b": ("+", "a", "x"), "J": ("*", "b", "a")}
FAR = {"x": 1.5, "w": -2.0, "a": ("*", "x", "w"), "b": ("*", "a", "x"), "c": ("+", "b", "w")}
RELU = {"w": 2.0, "r": ("relu", "x"), "y": ("*", "r", "w")}
CASES = [
    evaluate("the example", "y", {"x": 2.0, "w": 3.0, "s": ("*", "x", "w"), "y": ("+", "s", "x")}),
    evaluate("a product", "y", {"a": -1.5, "b": 4.0, "y": ("*", "a", "b")}),
    evaluate("a sum", "y", {"a": -1.5, "b": 4.0, "y": ("+", "a", "b")}),
    evaluate("a square", "y", {"x": 1.5, "y": ("*", "x", "x")}),
    evaluate("a node doubled", "y", {"x": 1.5, "y": ("+", "x", "x")}),
    evaluate("a ReLU that is on, and one that is off", "y", ON_AND_OFF),
    evaluate("a ReLU at exactly 0", "y", {"x": 0.0, **RELU}),
    evaluate("a ReLU that is only just on", "y", {"x": 1e-9, **RELU}),
    evaluate("one leaf and nothing else", "x", {"x": 3.0}),
    evaluate("every node used twice", "J", SHARED),
    evaluate("used near and far", "J", FAR | {"J": ("*", "a", "c")}),
    evaluate("used far and near", "J", FAR | {"J": ("*", "c", "a")}),
    # whoever goes by the dictionary's order, in either direction, instead of `order` shows here
    evaluate("the graph listed from the root on", "J", dict(reversed(list(SHARED.items())))),
    evaluate(
        "the graph listed in no order",
        "J",
        {key: SHARED[key] for key in ("b", "x", "J", "a", "y")},
    ),
    evaluate("nodes that the root does not need", "u", TWO_UNITS),
    evaluate("two layers", "J", TWO_UNITS),
]

EVERY_USE = (
    "A node that is used in two places gets something from each use. What becomes of the first?"
)
WAY = "A node sends when everything that will ever arrive has arrived. Who sends first, who last?"
ROOT = "What is the derivative of the root with respect to itself, and of what do the others start?"
CHAIN = "What a node sends is what has arrived times its own slope. What is missing in yours?"
PRODUCT = "How much does a·b change when a changes, by the *value* of which factor?"
SUM = "When one term of a sum grows by 1, by how much does the sum, whatever its value?"
RELU_SLOPE = (
    "The slope of a ReLU is 0 or 1. What says which: its input, its output, or g? And at 0?"
)
SPELLED = (
    "It sends nothing. Is its operation spelled as in the table, and does it look at its parents?"
)

MISTAKES = (
    *edits(backprop)(
        ("gradients multiplied", "[a] += g * values[b]", "[a] += g * gradients[b]",
         "[b] += g * values[a]", "[b] += g * gradients[a]", PRODUCT),
        ("= in place of += in products", "[a] += g * values[b]", "[a] = g * values[b]",
         "[b] += g * values[a]", "[b] = g * values[a]", EVERY_USE),
        ("= in place of += in sums", "[a] += g\n", "[a] = g\n", "[b] += g\n", "[b] = g\n",
         EVERY_USE),
        ("= in place of += in ReLUs", "[a] += g * (values[a] > 0)", "[a] = g * (values[a] > 0)",
         EVERY_USE),
        ("from the leaves to the root", "reversed(order)", "order", WAY),
        ("the root left out", "reversed(order)", "order[-2::-1]",
         "Only the root has a gradient, and never sends any of it. Where does your loop start?"),
        ("by the dictionary's order", "in reversed(order)",
         "in reversed([name for name in graph if name in order])", WAY),
        ("the root's gradient is 0", "= 1.0", "= 0.0", ROOT),
        ("the root's gradient is its value", "= 1.0", "= values[root]", ROOT),
        ("all gradients start from 1", "name: 0.0", "name: 1.0", ROOT),
        ("no chain", "g = gradients[node]", "g = 1.0", CHAIN),
        ("product: nothing passes", '"*"', '"times"', f"A product. {SPELLED}"),
        ("product: own factor", "g * values[b]", "g * values[a]", "[b] += g * values[a]",
         "[b] += g * values[b]", PRODUCT),
        ("product: the whole product", "g * values[b]", "g * values[node]", "g * values[a]\n",
         "g * values[node]\n", PRODUCT),
        ("product: as in a sum", "g * values[b]", "g", "g * values[a]\n", "g\n", PRODUCT),
        ("product: without g", "g * values[b]", "values[b]", "g * values[a]\n", "values[a]\n",
         CHAIN),
        ("product: g added", "g * values[b]", "g + values[b]", "g * values[a]\n",
         "g + values[a]\n", CHAIN),
        ("product: first factor only", "            gradients[b] += g * values[a]\n", "",
         "The second factor of a product gets nothing. How much does a·b change with b?"),
        ("product: names for values", "g * values[b]", "g * b", "g * values[a]\n", "g * a\n",
         PRODUCT),
        ("sum: first term only", "            gradients[b] += g\n", "",
         "The second term of a sum gets nothing. How much does a + b change with b?"),
        ("sum: nothing passes", '"+"', '"plus"', f"A sum. {SPELLED}"),
        ("sum: g shared out", "[a] += g\n", "[a] += g / 2\n", "[b] += g\n", "[b] += g / 2\n", SUM),
        ("sum: times the values", "[a] += g\n", "[a] += g * values[a]\n", "[b] += g\n",
         "[b] += g * values[b]\n", SUM),
        ("sum: without g", "[a] += g\n", "[a] += 1\n", "[b] += g\n", "[b] += 1\n", CHAIN),
        ("sum as a product", "[a] += g\n", "[a] += g * values[b] \n", "[b] += g\n",
         "[b] += g * values[a] \n", SUM),
        ("ReLU: everything passes", "g * (values[a] > 0)", "g", RELU_SLOPE),
        ("ReLU: slope 1 at 0", "(values[a] > 0)", "(values[a] >= 0)", RELU_SLOPE),
        ("ReLU of the gradient", "g * (values[a] > 0)", "max(g, 0.0)", RELU_SLOPE),
        ("ReLU: times its value", "(values[a] > 0)", "values[node]", RELU_SLOPE),
        ("ReLU: without g", "g * (values[a] > 0)", "(values[a] > 0)", CHAIN),
        ("ReLU: nothing passes", '"relu"', '"ReLU"', f"A ReLU. {SPELLED}"),
        ("sign reversed", "return gradients", "return {k: -g for k, g in gradients.items()}",
         "Every gradient has the wrong sign. What is the root's own?"),
    ),
    *edits(by_shares)(
        ("= in place of +=", "gradients[name] + share", "share", EVERY_USE),
        ("only the first contribution", "gradients[name] + share", "gradients[name] or share",
         EVERY_USE),
        ("contributions multiplied", "gradients[name] + share",
         "gradients[name] * share if gradients[name] else share",
         "Along *one* way the factors multiply. What happens to different ways?"),
        ("mean of the contributions", "gradients[name] + share",
         "(gradients[name] + share) / 2 if gradients[name] else share", EVERY_USE),
        ("a square counted once", "zip(names, shares, strict=True)",
         "dict(zip(names, shares, strict=True)).items()",
         "A node that multiplies x with itself has x as a parent *twice*. How often does x get its "
         "share, where a dictionary, or a new value, keeps one entry for it?"),
    ),
    *edits(whenever_a_share_arrives)(
        ("all that has arrived, sent at every visit", "share * slope", "gradients[node] * slope",
         "Each time a share arrives, *all* that has arrived is sent on, the earlier shares once "
         "more. How often does a node send, and when?"),
    ),
)  # fmt: skip

exercise = Exercise(
    title="Backward through any graph",
    minutes=12,
    difficulty="harder",
    reference=backprop,
    cases=CASES,
    returns="a dictionary: the derivative of the root under each name in `order`",
    mistakes=MISTAKES,
    hints=(
        "Give every node in `order` the gradient 0, and the root its own. Then go through the "
        "order from the root on: when it is a node's turn, everything that will ever arrive has "
        "arrived, and it sends to its parents.",
        "`for node in reversed(order)`, and in it `operation, *names = graph[node]`. With "
        "`g = gradients[node]`, a product does `gradients[a] += g * values[b]` and the same the "
        "other way round.",
    ),
)
