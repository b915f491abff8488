"""What is wrong with an order of a graph's nodes: many orders are right."""


def topological_order(parents, root):
    """The nodes that root depends on, each once and after its parents: depth first."""
    order, seen = [], set()

    def visit(node):
        if node in seen:
            return
        seen.add(node)
        for parent in parents[node]:
            visit(parent)
        order.append(node)

    visit(root)
    return order


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
    forwards, backwards = (misplaced(parents, names) is None for names in (named, named[::-1]))
    return (
        frozenset(wanted - there),
        frozenset(there - wanted),
        len(order) > len(there),
        "right" if forwards else "reversed" if backwards else "mixed",
    )


def misplaced(parents, order):
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
        node, parent = misplaced(case.arguments["parents"], got)
        return f"“{node}” comes before “{parent}”, which it is made of."
    return None


def alike(got, theirs, case):
    """Say whether two wrong orders are wrong in the same way."""
    return type(got) is type(theirs) is list and faults(got, case) == faults(theirs, case)
