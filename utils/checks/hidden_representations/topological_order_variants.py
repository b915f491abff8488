"""Topological orders, ways to get them wrong, and how both are told, for exercise 8."""


def topological_order(parents, root):
    """Parents first, then the node itself: depth first, each node once."""
    order, seen = [], set()

    def visit(node):
        if node not in seen:
            seen.add(node)
            for parent in parents[node]:
                visit(parent)
            order.append(node)

    visit(root)
    return order


# ---------------------------------------------------------------- many orders are right


def faults(order, case):
    """Return what is wrong with an order: lost nodes, extra ones, duplicates, the direction.

    Raises TypeError for anything but a list, which the engine's own words on types fit better.
    """
    if type(order) is not list:
        raise TypeError("not a list")
    parents = case.arguments["parents"]
    wanted = set(topological_order(parents, case.arguments["root"]))
    named = [node for node in order if isinstance(node, str)]
    there = set(named)
    forwards, backwards = (_misplaced(parents, names) is None for names in (named, named[::-1]))
    return (
        frozenset(wanted - there),
        frozenset(there - wanted),
        len(order) > len(there),
        "right" if forwards else "reversed" if backwards else "mixed",
    )


def _misplaced(parents, order):
    """Return the first (node, parent) with the node before the parent, or None."""
    first = {}
    for place, node in enumerate(order):
        first.setdefault(node, place)
    for node in order:
        for parent in parents.get(node, ()):
            if parent in first and first[parent] > first[node]:
                return node, parent
    return None


def compare(got, _, case):
    """Say what is wrong with an order, or return None: any order with parents first is right."""
    lost, extra, twice, direction = faults(got, case)
    if lost:
        return f"“{min(lost)}” is missing: the root depends on it, perhaps by way of another node."
    foreign = extra - set(case.arguments["parents"])
    if foreign:
        return (
            f"“{min(foreign)}” is no node of this graph: is a list or set kept from one call to "
            "the next? Start a new one in each call."
        )
    if extra:
        return f"“{min(extra)}” does not belong there: the root does not depend on it."
    if twice:
        strange = [node for node in got if not isinstance(node, str)]
        if strange:
            return f"{strange[0]!r} is not a node's name."
        again = next(node for place, node in enumerate(got) if node in got[:place])
        return f"“{again}” is there more than once."
    if direction != "right":
        node, parent = _misplaced(case.arguments["parents"], got)
        return f"“{node}” comes before “{parent}”, which it is made of."
    return None


def alike(got, theirs, case):
    """Say whether two wrong orders are wrong in the same way."""
    return type(got) is type(theirs) is list and faults(got, case) == faults(theirs, case)


# ---------------------------------------------------------------- wrong ways


def breadth_first(parents, root):
    """Root, its parents, their parents, …; each node when it is first met."""
    order, waiting = [], [root]
    while waiting:
        node = waiting.pop(0)
        if node not in order:
            order.append(node)
            waiting.extend(parents[node])
    return order


def node_before_parents(parents, root):
    """Depth first, with the node added before its parents."""
    order = []

    def visit(node):
        if node not in order:
            order.append(node)
            for parent in parents[node]:
                visit(parent)

    visit(root)
    return order


def with_a_stack(parents, root):
    """The last node put on a stack is visited first, before its parents."""
    order, waiting = [], [root]
    while waiting:
        node = waiting.pop()
        if node not in order:
            order.append(node)
            waiting.extend(parents[node])
    return order


def every_visit(parents, root):
    """Depth first, with nothing remembered."""
    return [
        *(name for parent in parents[root] for name in every_visit(parents, parent)),
        root,
    ]


def first_parent(parents, root):
    """Only the first parent of each node is followed."""
    return topological_order({node: names[:1] for node, names in parents.items()}, root)


def whole_graph(parents, root):
    """Every node of the graph, needed or not."""
    order = []
    for node in parents:
        order += [name for name in topological_order(parents, node) if name not in order]
    return order


def most_parents_last(parents, root):
    """Sorted by the number of parents."""
    return sorted(topological_order(parents, root), key=lambda node: len(parents[node]))


def leaf_only(parents, root):
    """Nodes that are made of others are visited, and not added."""
    return [node for node in topological_order(parents, root) if not parents[node]]


def seen_by_parent(parents, root):
    """A parent that was met before stops the whole visit."""
    order, seen = [], set()

    def visit(node):
        if node in seen:
            return False
        seen.add(node)
        for parent in parents[node]:
            if visit(parent) is False:
                return False
        order.append(node)
        return True

    visit(root)
    return order
