"""Backward through a graph and ways to get it wrong, for exercise 9."""


def shares(operation, g, values, names):
    """Return what a node with gradient g sends to each of its parents."""
    if operation == "+":
        return [g, g]
    if operation == "*":
        a, b = (values[name] for name in names)
        return [g * b, g * a]
    return [g * (values[names[0]] > 0)]


def backwards(
    share=lambda operation, g, values, names, node: shares(operation, g, values, names),
    collect=lambda old, new: old + new,
    way=lambda order: order[::-1],
    start=lambda values, root: 1.0,
    others=0.0,
    follow=lambda pairs: pairs,
    give=lambda gradients, graph, order: gradients,
):
    """Make a backward pass, right by default, wrong in the parts that are given.

    share     (operation, g, values, parents, node) → what each parent gets
    collect   (what a parent has, what it gets) → what it has then
    way       order → the order in which the nodes send
    start     (values, root) → the root's own gradient
    others    what the other gradients start from
    follow    pairs (parent, share) of a node → those that are used
    give      (gradients, graph, order) → the result
    """

    def sweep(graph, values, order):
        gradients = dict.fromkeys(order, others)
        gradients[order[-1]] = start(values, order[-1])
        for node in way(order):
            operation, *names = graph[node]
            if operation != "leaf":
                sent = share(operation, gradients[node], values, names, node)
                for name, g in follow(list(zip(names, sent, strict=True))):
                    gradients[name] = collect(gradients[name], g)
        return give(gradients, graph, order)

    return sweep


right = backwards()


def backprop(graph, values, order):
    """Derivatives of the last node of `order`; named as in the exercise, for the signature."""
    return right(graph, values, order)


def instead(of, share):
    """Make a mistake in what one operation sends: `share(g, a, b, own)` → list.

    a, b   the values of its parents (b is a where there is one)
    own    the value of the node itself
    """

    def sent(operation, g, values, names, node):
        if operation != of:
            return shares(operation, g, values, names)
        a, b = values[names[0]], values[names[-1]]
        return share(g, a, b, values[node])

    return backwards(share=sent)


def replacing(one):
    """Make a mistake in which one operation overwrites what its parents have."""

    def sweep(graph, values, order):
        gradients = dict.fromkeys(order, 0.0)
        gradients[order[-1]] = 1.0
        for node in order[::-1]:
            operation, *names = graph[node]
            if operation != "leaf":
                sent = shares(operation, gradients[node], values, names)
                for name, g in zip(names, sent, strict=True):
                    gradients[name] = g + (0 if operation == one else gradients[name])
        return gradients

    return sweep


def total_at_every_visit(graph, values, order):
    """Whenever a share arrives at a node, everything that has arrived there is sent on."""
    gradients = dict.fromkeys(order, 0.0)

    def arrive(node, share):
        gradients[node] += share
        operation, *names = graph[node]
        if operation != "leaf":
            sent = shares(operation, gradients[node], values, names)
            for name, g in zip(names, sent, strict=True):
                arrive(name, g)

    arrive(order[-1], 1.0)
    return gradients


def without_chain(operation, g, values, names, node):
    """The node's own gradient is left out."""
    return shares(operation, 1.0, values, names)


def parent_by_parent(pairs):
    """A parent that occurs twice is met once, with its last share."""
    return list(dict(pairs).items())
