"""A small lecture that has everything a deck treats in a way of its own."""

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

FOLDED = {"jupyter": {"source_hidden": True}, "tags": ["aside"]}
LONG = "\n".join(f"line {i} of a cell whose picture would not fit beside it" for i in range(14))
LIVE = "from utils.widgets import cross_entropy as explore\nexplore.explore_divergence()"
PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="640" height="420">'
    '<rect width="640" height="420" fill="#56B4E9"/></svg>'
)


def text(source: str, kind: str | None, **metadata):
    return new_markdown_cell(source, metadata=_metadata(kind, metadata))


def code(source: str, kind: str | None, *printed: str, **metadata):
    """Return a code cell that was run before and printed `printed`."""
    outputs = [new_output("stream", name="stdout", text=line) for line in printed]
    return new_code_cell(source, outputs=outputs, metadata=_metadata(kind, metadata))


def _metadata(kind, others):
    return others | ({"slideshow": {"slide_type": kind}} if kind else {})


def cells() -> list:
    """Return the lecture's cells; beside each its index, where a test speaks of it."""
    picture = new_output("display_data", data={"image/svg+xml": PICTURE})
    drawn = code("# its picture", None, **FOLDED)
    drawn.outputs = [picture]
    return [
        text("# Small", "slide"),  # 0
        text("what to say", "notes", jupyter={"source_hidden": True}, tags=["notes"]),
        code("several = 7", "skip"),
        text("## First", "slide"),  # 3
        code("1 + 1", None, "2"),
        code("loaded = True", None, **FOLDED),
        code("loaded = True", "subslide", **FOLDED),
        code("print('drawn')", "subslide", "drawn", **FOLDED),  # 7
        text("more of it", "fragment"),
        text("and its end", None),
        code(LONG.replace("line", "#"), "subslide"),  # 10
        drawn,
        text("<details><summary>Answer</summary>yes</details>", "slide"),  # 12
        code(LIVE, "slide"),  # 13
        text("# Further", "slide"),  # 14
        code("several * 6", "subslide"),  # 15
    ]


CORE = [["0"], ["3", "4"], ["7"], ["7", "8", "9"], ["10", "11"], ["12"], ["13"]]
"""The indices of the cells that the core deck shows, one key press after the other."""
FURTHER = [["14"], ["15"]]


def write(path) -> None:
    """Write the lecture to `path`."""
    kernel = {"name": "python3", "display_name": "Python 3"}
    nbformat.write(new_notebook(cells=cells(), metadata={"kernelspec": kernel}), path)
