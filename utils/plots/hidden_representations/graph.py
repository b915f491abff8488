"""A computation as a directed acyclic graph, with values forward and gradients backward."""

from matplotlib.patches import Rectangle

from utils.plots.style import BLUE, FONT_SIZE, GREY, say

WIDTH, HEIGHT = 1.75, 0.92


def draw_graph(ax, nodes: dict, edges) -> dict:
    """Boxes for the nodes and arrows for the edges (from, to), along the forward pass.

    nodes {name: {"at": (x, y), "value": text, "gradient": text, "order": number}}: the last three
    may be left out. Neighbours should be 2.4 apart across and 1.4 apart down. A box with a thick
    edge is a parameter or an input ("given": True); a gradient is written in brown behind ∂, the
    order as a small number in the corner.
    """
    boxes, texts, arrows = {}, [], []
    for name, node in nodes.items():
        x, y = node["at"]
        given = node.get("given", False)
        face, edge, thick = ("#FDF1D8", "black", 2.2) if given else ("#E3F0F9", BLUE, 1.2)
        look = {"facecolor": face, "edgecolor": edge, "linewidth": thick, "zorder": 2}
        box = Rectangle((x - WIDTH / 2, y - HEIGHT / 2), WIDTH, HEIGHT, **look)
        boxes[name] = ax.add_patch(box)
        lines = [(name, {"weight": "bold"})]
        if "value" in node:
            lines.append((node["value"], {}))
        if "gradient" in node:
            lines.append(("∂ " + node["gradient"], {"colour": "#A34700"}))
        for k, (text, look) in enumerate(lines):
            height = y + HEIGHT * (0.5 - (k + 0.5) / len(lines))
            texts.append(say(ax, x, height, text, zorder=3, fontsize=FONT_SIZE - 1.5, **look))
        if "order" in node:
            # inside the box: outside, arrows end and begin at its corners
            at, look = (x - WIDTH / 2 + 0.07, y + HEIGHT / 2 - 0.06), {"ha": "left", "va": "top"}
            look |= {"fontsize": FONT_SIZE - 2, "zorder": 3}
            texts.append(say(ax, *at, str(node["order"]), GREY, **look))
    for start, end in edges:
        look = {"arrowstyle": "-|>", "color": "black", "linewidth": 1.3, "mutation_scale": 13}
        look |= {"patchA": boxes[start], "patchB": boxes[end], "shrinkA": 0, "shrinkB": 0}
        at = nodes[end]["at"], nodes[start]["at"]
        arrows.append(ax.annotate("", *at, zorder=1, arrowprops=look))
    across, down = zip(*(node["at"] for node in nodes.values()), strict=True)
    ax.set_xlim(min(across) - WIDTH / 2 - 0.1, max(across) + WIDTH / 2 + 0.1)
    ax.set_ylim(min(down) - HEIGHT / 2 - 0.1, max(down) + HEIGHT / 2 + 0.1)
    ax.set_axis_off()
    return {"boxes": boxes, "texts": texts, "arrows": arrows}
