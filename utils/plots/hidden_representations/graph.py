"""A computation as a directed acyclic graph, with values forward and gradients backward."""

from matplotlib.patches import Rectangle

from utils.plots.style import COLOURS, FONT_SIZE, GREY

WIDTH, HEIGHT = 1.75, 0.92


def draw_graph(ax, nodes: dict, edges) -> dict:
    """Boxes for the nodes and arrows for the edges (from, to), along the forward pass.

    nodes {name: {"at": (x, y), "value": text, "gradient": text, "order": number}}: the last three
    may be left out. Neighbours should be 2.4 apart across and 1.4 apart down. A box with a thick
    edge is a parameter or an input ("given": True); a gradient is written in brown behind ∂, the
    order as a small number in the corner.
    """
    artists = {"boxes": {}, "texts": [], "arrows": []}
    for name, node in nodes.items():
        x, y = node["at"]
        given = node.get("given", False)
        box = Rectangle(
            (x - WIDTH / 2, y - HEIGHT / 2), WIDTH, HEIGHT, zorder=2,
            facecolor="#FDF1D8" if given else "#E3F0F9",
            edgecolor="black" if given else COLOURS["blue"], linewidth=2.2 if given else 1.2,
        )  # fmt: skip
        artists["boxes"][name] = ax.add_patch(box)
        lines = [(name, {"weight": "bold"})]
        if "value" in node:
            lines.append((node["value"], {}))
        if "gradient" in node:
            lines.append(("∂ " + node["gradient"], {"color": "#A34700"}))
        for k, (text, look) in enumerate(lines):
            height = y + HEIGHT * (0.5 - (k + 0.5) / len(lines))
            artists["texts"].append(
                ax.text(x, height, text, ha="center", va="center", zorder=3,
                        fontsize=FONT_SIZE - 1.5, **look)
            )  # fmt: skip
        if "order" in node:
            artists["texts"].append(
                # inside the box: outside, arrows end and begin at its corners
                ax.text(x - WIDTH / 2 + 0.07, y + HEIGHT / 2 - 0.06, str(node["order"]),
                        ha="left", va="top", fontsize=FONT_SIZE - 2, color=GREY, zorder=3)
            )  # fmt: skip
    for start, end in edges:
        artists["arrows"].append(
            ax.annotate(
                "", nodes[end]["at"], nodes[start]["at"], zorder=1,
                arrowprops={
                    "arrowstyle": "-|>", "color": "black", "linewidth": 1.3, "mutation_scale": 13,
                    "patchA": artists["boxes"][start], "patchB": artists["boxes"][end],
                    "shrinkA": 0, "shrinkB": 0,
                },
            )
        )  # fmt: skip
    across = [node["at"][0] for node in nodes.values()]
    down = [node["at"][1] for node in nodes.values()]
    ax.set_xlim(min(across) - WIDTH / 2 - 0.1, max(across) + WIDTH / 2 + 0.1)
    ax.set_ylim(min(down) - HEIGHT / 2 - 0.1, max(down) + HEIGHT / 2 + 0.1)
    ax.set_axis_off()
    return artists
