"""The nodes of a computation, every one after those that it is made of."""

from utils.checks.engine import Case, Exercise, edits
from utils.checks.hidden_representations.orders import alike, compare, topological_order


def from_the_root(parents, root):
    """From the root outwards, layer by layer: its nodes, in an order that need not be right."""
    order, waiting = [], [root]
    while waiting:
        node = waiting.pop(0)
        if node not in order:
            order.append(node)
            waiting.extend(parents[node])
    return order


NEURON = {"J": ["X2"], "X2": ["z"], "z": ["s", "b"], "s": ["x", "w"], "b": [], "w": [], "x": []}
NEAR_AND_FAR = {"a": [], "m": ["a"], "c": ["m"], "d": ["a", "c"], "far": ["d"]}
# in these two, hardly any wrong way of ordering is right by chance
TANGLE = {
    **{"f": [], "c": ["a"], "h": ["d", "g", "c"], "g": ["b", "d"]},
    **{"d": ["a"], "a": ["f"], "b": ["c"], "e": ["d"]},
}
OTHER_TANGLE = {
    **{"f": ["g", "a"], "a": ["b"], "b": ["g", "d"], "g": ["c", "d"]},
    **{"c": ["d"], "h": ["g", "d"], "e": ["d"], "d": []},
}


def diamonds(n):
    """Chain n diamonds: 2ⁿ ways lead from the root to the first node."""
    parents = {"node 0": []}
    for k in range(n):
        parents[f"left {k}"] = parents[f"right {k}"] = [f"node {k}"]
        parents[f"node {k + 1}"] = [f"right {k}", f"left {k}"]
    return parents


CASES = [
    Case(title, parents=parents, root=root)
    for title, parents, root in (
        ("the example", {"z": ["s", "b"], "s": ["x", "w"], "x": [], "w": [], "b": []}, "z"),
        # with other names than the first: what is left over from one call shows at once
        ("a node used twice", {"x": [], "u": ["x"], "p": ["x"], "y": ["u", "p"]}, "y"),
        ("one neuron", NEURON, "J"),
        ("a root that is made of nothing", NEURON, "w"),
        ("a root in the middle", NEURON, "s"),
        ("a square", {"y": ["x", "x"], "x": []}, "y"),
        ("used near and far", NEAR_AND_FAR, "d"),
        (
            "used near and far, listed the other way round",
            {"d": ["c", "a"], "c": ["m"], "m": ["a"], "a": []},
            "d",
        ),
        (
            "names that mislead",
            {"e": [], "d": ["e"], "c": ["d", "e"], "b": ["c"], "a": ["b", "d"]},
            "a",
        ),
        (
            "a node that is not needed",
            {"x": [], "w": [], "z": ["x", "w"], "other": ["x"], "y": ["z"]},
            "y",
        ),
        ("one parent each", {"w": [], "v": ["w"], "u": ["v"]}, "u"),
        ("a tangle", TANGLE, "h"),
        ("another tangle", OTHER_TANGLE, "f"),
        ("ten diamonds in a row", diamonds(10), "node 10"),
    )
]

MOMENT = "When you arrive at a node, its parents are not in the list yet. At what moment are they?"
TURNED = (
    "Turning the list round is nearly right. It fails where a node is used both near the root and "
    "far from it: which way to it decides its place in yours?"
)
OWN_ORDER = "What does the order of names, or of the dictionary, say about what is made of what?"
WHO = (
    "Which nodes are needed: start at the root, and follow all parents, to the end. Who is missing?"
)
ROOT_FIRST = "The root is made of all the others. At which end does it belong?"

MISTAKES = (
    *edits(topological_order)(
        ("root first", "return order", "return order[::-1]", ROOT_FIRST),
        ("the node before its parents", "        seen.add(node)\n",
         "        seen.add(node)\n        order.append(node)\n",
         "visit(parent)\n        order.append(node)", "visit(parent)", MOMENT),
        ("the node before its parents, turned round", "        seen.add(node)\n",
         "        seen.add(node)\n        order.append(node)\n",
         "visit(parent)\n        order.append(node)", "visit(parent)", "return order",
         "return order[::-1]", TURNED),
        ("the graph's own order", "return order", "return list(parents)", OWN_ORDER),
        ("the graph's own order, needed nodes only", "return order",
         "return [node for node in parents if node in order]", OWN_ORDER),
        ("sorted by name", "return order", "return sorted(order)", OWN_ORDER),
        ("sorted by the number of parents", "return order",
         "return sorted(order, key=lambda node: len(parents[node]))",
         "May a node with one parent come after a node with two?"),
        ("nodes more than once", "        if node in seen:\n            return\n", "",
         "A node that is used twice is listed twice. What do you remember of your visits?"),
        ("the root's parents only", "return order", "return [*dict.fromkeys(parents[root]), root]",
         WHO),
        ("the leaves missing", "        order.append(node)",
         "        if parents[node]:\n            order.append(node)",
         "Nodes without parents are missing. What happens where there is nothing to loop over?"),
        ("only the leaves", "        order.append(node)",
         "        if not parents[node]:\n            order.append(node)", WHO),
        ("only the first parent", "in parents[node]:", "in parents[node][:1]:",
         "Only the first parent of each node is followed. Is there a `return` inside the loop?"),
        ("stopped at a node met before", "            visit(parent)",
         "            if parent in seen:\n                return\n            visit(parent)",
         "When a parent has been visited, you leave the node altogether. What should be skipped?"),
        ("numbers in place of names", "return order", "return list(range(len(order)))",
         "You return numbers. What is wanted of each node?"),
        ("only the root", "return order", "return [root]",
         "Only the root is there. Do you use what the visits to its parents make?"),
        ("nothing is added", "return order", "return []",
         "The list is empty at the end. Does a new one start in each call?"),
    ),
    *edits(from_the_root)(
        ("layer by layer", "return order", "return order", f"{ROOT_FIRST} And will turning do?"),
        ("layer by layer, turned round", "return order", "return order[::-1]", TURNED),
        ("a stack, turned round", "pop(0)", "pop()", "return order", "return order[::-1]", TURNED),
    ),
)  # fmt: skip

exercise = Exercise(
    title="Topological order",
    minutes=10,
    difficulty="medium",
    reference=topological_order,
    cases=CASES,
    returns="a list of names",
    compare=compare,
    alike=alike,
    mistakes=MISTAKES,
    hints=(
        "Think of a function that visits a node: it first visits the node's parents, and only then "
        "puts the node into the list. What should it do with a node that it has visited before?",
        "Two things live outside the visits: the list, and a set of the visited names. A function "
        "`visit(node)` inside yours can use both, and call itself. Visiting the root does all.",
    ),
)
