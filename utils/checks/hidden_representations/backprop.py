"""Exercise 9: the gradients of every node of a graph, from the root back to the leaves."""

from utils.checks.engine import Case, Exercise
from utils.checks.hidden_representations.backprop_variants import (
    backprop,
    backwards,
    instead,
    parent_by_parent,
    replacing,
    total_at_every_visit,
    without_chain,
)
from utils.checks.hidden_representations.topological_order_variants import topological_order
from utils.checks.hidden_representations.wrong import mistakes

MISTAKES = mistakes(
    (
        "= in place of +=",
        backwards(collect=lambda old, new: new),
        "A node that is used in two places keeps only what arrives last. Every use contributes.",
    ),
    (
        "= in place of += in products",
        replacing("*"),
        "Sums add their shares to what is there, products overwrite it. Every use contributes.",
    ),
    (
        "= in place of += in sums",
        replacing("+"),
        "Products add their shares to what is there, sums overwrite it. Every use contributes.",
    ),
    (
        "= in place of += in ReLUs",
        replacing("relu"),
        "Sums and products add their shares to what is there, ReLUs overwrite it. Every use "
        "contributes.",
    ),
    (
        "only the first contribution",
        backwards(collect=lambda old, new: old or new),
        "A node that is used in two places keeps only what arrives first. Every use contributes.",
    ),
    (
        "contributions multiplied",
        backwards(collect=lambda old, new: old * new if old else new),
        "Contributions of different uses are multiplied. Along *one* way the factors multiply; "
        "different ways add up.",
    ),
    (
        "mean of the contributions",
        backwards(collect=lambda old, new: (old + new) / 2 if old else new),
        "You take a mean of the contributions. They add up.",
    ),
    (
        "a square counted once",
        backwards(follow=parent_by_parent),
        "A node that multiplies x with itself has x as a parent *twice*, and each place "
        "contributes. It is lost when the contributions are kept in a dictionary.",
    ),
    (
        "from the leaves to the root",
        backwards(way=lambda order: order),
        "You go through the order forwards: the nodes send before they have received anything. The "
        "root begins.",
    ),
    (
        "the root left out",
        backwards(way=lambda order: order[-2::-1] if len(order) > 1 else []),
        "Only the root has a gradient, and it never sends any of it. Does your loop start one node "
        "too late, or is none of your conditions ever true?",
    ),
    (
        "all that has arrived, sent at every visit",
        total_at_every_visit,
        "You go on to the parents each time a share arrives, and send *all* that has arrived, the "
        "earlier shares once more. A node sends once, when it is complete: follow `order`.",
    ),
    (
        "the root's gradient is 0",
        backwards(start=lambda values, root: 0.0),
        "All gradients are 0. What is the derivative of the root with respect to itself?",
    ),
    (
        "the root's gradient is its value",
        backwards(start=lambda values, root: values[root]),
        "The root starts with its value. What is the derivative of the root with respect to "
        "itself?",
    ),
    (
        "all gradients start from 1",
        backwards(others=1.0),
        "Every gradient starts from 1. Only the root's does; the others have received nothing yet.",
    ),
    (
        "no chain",
        backwards(share=without_chain),
        "A node sends its own derivative only, without the gradient that it has received. The "
        "chain rule multiplies the two.",
    ),
    (
        "product: names for values",
        instead("*", lambda g, a, b, own: [g * "name", g * "name"]),
        "A product multiplies g by the *name* of the other factor. Its value is in `values`, under "
        "that name.",
    ),
    (
        "product: nothing passes",
        instead("*", lambda g, a, b, own: [0.0, 0.0]),
        'A product sends nothing to its factors. Is `"*"` what you compare its operation with?',
    ),
    (
        "product: own factor",
        instead("*", lambda g, a, b, own: [g * a, g * b]),
        "In a product each factor gets g times itself. How much does a·b change when a changes?",
    ),
    (
        "product: the whole product",
        instead("*", lambda g, a, b, own: [g * own, g * own]),
        "Each factor of a product gets g times the product. Leave the factor itself out.",
    ),
    (
        "product: as in a sum",
        instead("*", lambda g, a, b, own: [g, g]),
        "A product passes g on unchanged, as a sum does. How much does a·b change when a changes?",
    ),
    (
        "product: without g",
        instead("*", lambda g, a, b, own: [b, a]),
        "A product sends the other factor, without the gradient that has arrived. The chain rule "
        "multiplies the two.",
    ),
    (
        "product: g added",
        instead("*", lambda g, a, b, own: [g + b, g + a]),
        "A product adds g and the other factor. The chain rule multiplies them.",
    ),
    (
        "product: first factor only",
        instead("*", lambda g, a, b, own: [g * b, 0.0]),
        "The second factor of a product gets nothing.",
    ),
    (
        "sum: first term only",
        instead("+", lambda g, a, b, own: [g, 0.0]),
        "The second term of a sum gets nothing.",
    ),
    (
        "sum: nothing passes",
        instead("+", lambda g, a, b, own: [0.0, 0.0]),
        'A sum sends nothing to its terms. Is `"+"` what you compare its operation with?',
    ),
    (
        "sum: g shared out",
        instead("+", lambda g, a, b, own: [g / 2, g / 2]),
        "A sum gives each term half of g. When one term grows by 1, by how much does the sum?",
    ),
    (
        "sum: times the values",
        instead("+", lambda g, a, b, own: [g * a, g * b]),
        "A sum multiplies g by the terms' values. When one term grows by 1, by how much does the "
        "sum, whatever its value?",
    ),
    (
        "sum: without g",
        instead("+", lambda g, a, b, own: [1.0, 1.0]),
        "A sum sends 1 to each term, without the gradient that has arrived.",
    ),
    (
        "sum as a product",
        instead("+", lambda g, a, b, own: [g * b, g * a]),
        "A sum is treated as a product. When one term grows by 1, by how much does the sum?",
    ),
    (
        "ReLU: everything passes",
        instead("relu", lambda g, a, b, own: [g]),
        "The ReLU passes g on even where it is off.",
    ),
    (
        "ReLU: slope 1 at 0",
        instead("relu", lambda g, a, b, own: [g * (a >= 0)]),
        "It is right except for a ReLU at exactly 0, whose slope is 0 by convention.",
    ),
    (
        "ReLU of the gradient",
        instead("relu", lambda g, a, b, own: [max(g, 0.0)]),
        "The ReLU is applied to g. It is its own input that says whether it is on.",
    ),
    (
        "ReLU: times its value",
        instead("relu", lambda g, a, b, own: [g * own]),
        "The ReLU multiplies g by its value. Its slope is only ever 0 or 1.",
    ),
    (
        "ReLU: without g",
        instead("relu", lambda g, a, b, own: [float(a > 0)]),
        "The ReLU sends its slope, without the gradient that has arrived.",
    ),
    (
        "ReLU: nothing passes",
        instead("relu", lambda g, a, b, own: [0.0]),
        "The ReLU passes nothing on, even where it is on. Is its operation spelt as in the table, "
        "and does it look at the value of its *parent*?",
    ),
    (
        "sign reversed",
        backwards(give=lambda gradients, graph, order: {k: -g for k, g in gradients.items()}),
        "Every gradient has the wrong sign. The root's own is 1.",
    ),
    (
        "only the leaves",
        backwards(
            give=lambda gradients, graph, order: {
                k: g for k, g in gradients.items() if graph[k][0] == "leaf"
            }
        ),
        "The gradients of the nodes in between are missing. Return those of all nodes in `order`.",
    ),
    (
        "without the root",
        backwards(
            give=lambda gradients, graph, order: {
                k: g for k, g in gradients.items() if k != order[-1]
            }
        ),
        "The root's own gradient is missing from the result.",
    ),
    (
        "a list",
        backwards(give=lambda gradients, graph, order: [gradients[name] for name in order]),
        "You return a list. A dictionary is wanted: the gradient of each node under its name.",
    ),
    (
        "the whole graph",
        backwards(give=lambda gradients, graph, order: {k: gradients.get(k, 0.0) for k in graph}),
        "There are nodes in the result that are not in `order`. The root does not depend on them.",
    ),
)


def evaluate(graph, root):
    """Return the leaves' graph, the values of all nodes, and an order: what a case needs.

    graph : name → a number, or ("+", a, b), ("*", a, b), ("relu", a)
    """
    parents = {
        name: list(node[1:]) if isinstance(node, tuple) else [] for name, node in graph.items()
    }
    operations = {
        name: node if isinstance(node, tuple) else ("leaf",) for name, node in graph.items()
    }
    compute = {"+": lambda a, b: a + b, "*": lambda a, b: a * b, "relu": lambda a: max(a, 0.0)}
    values = {}
    for end in graph:
        for name in topological_order(parents, end):
            operation, *names = operations[name]
            values[name] = (
                float(graph[name])
                if operation == "leaf"
                else compute[operation](*(values[n] for n in names))
            )
    return {"graph": operations, "values": values, "order": topological_order(parents, root)}


LAYERS = {"x1": 0.5, "x2": -1.5, "w1": 2.0, "w2": 0.25, "b": 1.0, "v": -3.0, "c": 0.75}
TWO_UNITS = {
    **LAYERS,
    "p1": ("*", "x1", "w1"),
    "p2": ("*", "x2", "w2"),
    "s": ("+", "p1", "p2"),
    "z": ("+", "s", "b"),
    "h": ("relu", "z"),
    "u": ("*", "h", "v"),
    "off": ("relu", "u"),
    "q": ("*", "u", "x1"),
    "t": ("+", "q", "off"),
    "J": ("+", "t", "c"),
}
SHARED = {"x": 1.5, "y": -2.0, "a": ("*", "x", "y"), "b": ("+", "a", "x"), "J": ("*", "b", "a")}

FAR = {
    "x": 1.5,
    "w": -2.0,
    "a": ("*", "x", "w"),
    "b": ("*", "a", "x"),
    "c": ("+", "b", "w"),
}

exercise = Exercise(
    name="backprop",
    title="Backward through any graph",
    minutes=12,
    difficulty="harder",
    reference=backprop,
    cases=[
        Case(
            "the example",
            **evaluate({"x": 2.0, "w": 3.0, "s": ("*", "x", "w"), "y": ("+", "s", "x")}, "y"),
        ),
        Case("a product", **evaluate({"a": -1.5, "b": 4.0, "y": ("*", "a", "b")}, "y")),
        Case("a sum", **evaluate({"a": -1.5, "b": 4.0, "y": ("+", "a", "b")}, "y")),
        Case("a square", **evaluate({"x": 1.5, "y": ("*", "x", "x")}, "y")),
        Case("a node doubled", **evaluate({"x": 1.5, "y": ("+", "x", "x")}, "y")),
        Case(
            "a ReLU that is on, and one that is off",
            **evaluate(
                {
                    "x": 2.5,
                    "w": -0.5,
                    "on": ("relu", "x"),
                    "s": ("*", "on", "w"),
                    "off": ("relu", "s"),
                    "p": ("*", "off", "x"),
                    "y": ("+", "p", "s"),
                },
                "y",
            ),
        ),
        Case(
            "a ReLU at exactly 0",
            **evaluate({"x": 0.0, "w": 2.0, "r": ("relu", "x"), "y": ("*", "r", "w")}, "y"),
        ),
        Case(
            "a ReLU that is only just on",
            **evaluate({"x": 1e-9, "w": 2.0, "r": ("relu", "x"), "y": ("*", "r", "w")}, "y"),
        ),
        Case("one leaf and nothing else", **evaluate({"x": 3.0}, "x")),
        Case("every node used twice", **evaluate(SHARED, "J")),
        Case("used near and far", **evaluate(FAR | {"J": ("*", "a", "c")}, "J")),
        Case("used far and near", **evaluate(FAR | {"J": ("*", "c", "a")}, "J")),
        Case("nodes that the root does not need", **evaluate(TWO_UNITS, "u")),
        Case("two layers", **evaluate(TWO_UNITS, "J")),
    ],
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
