"""Exercise 8: the nodes of a computation, every one after those that it is made of."""

from utils.checks.engine import Case, Exercise
from utils.checks.hidden_representations.topological_order_variants import (
    alike,
    breadth_first,
    compare,
    every_visit,
    first_parent,
    leaf_only,
    most_parents_last,
    node_before_parents,
    seen_by_parent,
    topological_order,
    whole_graph,
    with_a_stack,
)
from utils.checks.hidden_representations.wrong import mistakes

MISTAKES = mistakes(
    (
        "root first",
        lambda parents, root: topological_order(parents, root)[::-1],
        "The order is right, from the wrong end: the root is made of all the others, so it comes "
        "last.",
    ),
    (
        "the node before its parents",
        node_before_parents,
        "You add a node when you arrive at it. When you arrive, its parents are not in the list "
        "yet: at what moment are they?",
    ),
    (
        "the node before its parents, turned round",
        lambda parents, root: node_before_parents(parents, root)[::-1],
        "Turning the list round at the end is nearly right. It fails where a node is used both "
        "near the root and far from it: the first way to it decides its place. Add a node *after* "
        "its parents, and nothing needs turning.",
    ),
    (
        "a stack, turned round",
        lambda parents, root: with_a_stack(parents, root)[::-1],
        "You go from the root outwards with a stack and turn the list round. It fails where a node "
        "is used both near the root and far from it: the first way to it decides its place.",
    ),
    (
        "layer by layer",
        breadth_first,
        "The root comes first, then its parents, then theirs. It should be the other way round, "
        "and mere turning will not do: a node may be a parent of both near and far ones.",
    ),
    (
        "layer by layer, turned round",
        lambda parents, root: breadth_first(parents, root)[::-1],
        "You go from the root outwards layer by layer and turn the list round. A node that is a "
        "parent of a near one and of a far one is placed by the near one, too late for the other.",
    ),
    (
        "the graph's own order",
        lambda parents, root: list(parents),
        "These are the graph's nodes as the dictionary lists them, needed or not. That order need "
        "not fit.",
    ),
    (
        "the graph's own order, needed nodes only",
        lambda parents, root: [n for n in parents if n in topological_order(parents, root)],
        "The right nodes, in the order of the dictionary. That order need not fit.",
    ),
    (
        "sorted by name",
        lambda parents, root: sorted(topological_order(parents, root)),
        "The right nodes, sorted by their names. Names say nothing about what is made of what.",
    ),
    (
        "sorted by the number of parents",
        most_parents_last,
        "The right nodes, sorted by how many parents they have. A node with one parent may come "
        "after a node with two.",
    ),
    (
        "nodes more than once",
        every_visit,
        "A node that is used twice is listed twice, with all that it is made of. Remember which "
        "nodes you have visited.",
    ),
    (
        "all nodes of the graph",
        whole_graph,
        "The order fits, but there are nodes in it that the root does not depend on. Start at the "
        "root and follow the parents.",
    ),
    (
        "the root missing",
        lambda parents, root: topological_order(parents, root)[:-1],
        "The root itself is missing. It comes last.",
    ),
    (
        "the root's parents only",
        lambda parents, root: [*dict.fromkeys(parents[root]), root],
        "Only the root and its parents are there. Their parents are needed as well, and so on, "
        "until there are none.",
    ),
    (
        "the leaves missing",
        lambda parents, root: [n for n in topological_order(parents, root) if parents[n]],
        "Nodes without parents are missing: they are part of the graph, too. What does your "
        "function do when there is nothing to loop over?",
    ),
    (
        "only the leaves",
        leaf_only,
        "Only nodes without parents are there. The others have to be added as well, after theirs.",
    ),
    (
        "only the first parent",
        first_parent,
        "Only the first parent of each node is followed. Is there a `return` inside the loop?",
    ),
    (
        "stopped at a node met before",
        seen_by_parent,
        "When a parent has been visited before, you leave the node altogether. Skip that parent "
        "only, and go on.",
    ),
    (
        "numbers in place of names",
        lambda parents, root: list(range(len(topological_order(parents, root)))),
        "You return numbers. The names of the nodes are wanted.",
    ),
    (
        "a set",
        lambda parents, root: set(topological_order(parents, root)),
        "A set has no order. Keep the nodes in a list; a set may remember which were visited.",
    ),
    (
        "only the root",
        lambda parents, root: [root],
        "Only the root is there: do you use the lists that the visits to its parents make?",
    ),
    (
        "nothing is added",
        lambda parents, root: [],
        "The list is empty at the end. Does a new one start in each call?",
    ),
)

NEURON = {
    "J": ["X2"],
    "X2": ["z"],
    "z": ["s", "b"],
    "s": ["x", "w"],
    "b": [],
    "w": [],
    "x": [],
}
NEAR_AND_FAR = {"a": [], "m": ["a"], "c": ["m"], "d": ["a", "c"], "far": ["d"]}


# in these two, hardly any wrong way of ordering is right by chance
TANGLE = {
    "f": [],
    "c": ["a"],
    "h": ["d", "g", "c"],
    "g": ["b", "d"],
    "d": ["a"],
    "a": ["f"],
    "b": ["c"],
    "e": ["d"],
}
OTHER_TANGLE = {
    "f": ["g", "a"],
    "a": ["b"],
    "b": ["g", "d"],
    "g": ["c", "d"],
    "c": ["d"],
    "h": ["g", "d"],
    "e": ["d"],
    "d": [],
}


def diamonds(n):
    """Chain n diamonds: 2ⁿ ways lead from the root to the first node."""
    parents = {"node 0": []}
    for k in range(n):
        parents[f"left {k}"] = parents[f"right {k}"] = [f"node {k}"]
        parents[f"node {k + 1}"] = [f"right {k}", f"left {k}"]
    return parents


exercise = Exercise(
    name="topological_order",
    title="Topological order",
    minutes=10,
    difficulty="medium",
    reference=topological_order,
    cases=[
        Case(
            "the example",
            parents={"z": ["s", "b"], "s": ["x", "w"], "x": [], "w": [], "b": []},
            root="z",
        ),
        Case(  # with other names than the first: what is left over from one call shows at once
            "a node used twice",
            parents={"x": [], "u": ["x"], "p": ["x"], "y": ["u", "p"]},
            root="y",
        ),
        Case("one neuron", parents=NEURON, root="J"),
        Case("a root that is made of nothing", parents=NEURON, root="w"),
        Case("a root in the middle", parents=NEURON, root="s"),
        Case("a square", parents={"y": ["x", "x"], "x": []}, root="y"),
        Case("used near and far", parents=NEAR_AND_FAR, root="d"),
        Case(
            "used near and far, listed the other way round",
            parents={"d": ["c", "a"], "c": ["m"], "m": ["a"], "a": []},
            root="d",
        ),
        Case(
            "names that mislead",
            parents={"e": [], "d": ["e"], "c": ["d", "e"], "b": ["c"], "a": ["b", "d"]},
            root="a",
        ),
        Case(
            "a node that is not needed",
            parents={"x": [], "w": [], "z": ["x", "w"], "other": ["x"], "y": ["z"]},
            root="y",
        ),
        Case("one parent each", parents={"w": [], "v": ["w"], "u": ["v"]}, root="u"),
        Case("a tangle", parents=TANGLE, root="h"),
        Case("another tangle", parents=OTHER_TANGLE, root="f"),
        Case("ten diamonds in a row", parents=diamonds(10), root="node 10"),
    ],
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
