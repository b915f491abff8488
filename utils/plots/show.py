"""Show a figure in a notebook: sharp on every screen, and in words for who cannot see it."""

import html
from base64 import b64encode
from io import BytesIO

DPI = 100  # a figure of width 7 is 700 pixels wide on the page
SHARP = 2  # times as many in the file


def show(alt: str, figure=None) -> None:
    """Show `figure`, or the present one, with the text `alt`, and close it.

    `alt` says what there is to see, for a reader who cannot: kind of picture, axes, the point.
    The picture is SVG, or PNG of twice the pixels where that is smaller. Outside of a notebook
    it is pyplot's own `show`. Raises ValueError for no text and for no figure.
    """
    from matplotlib import pyplot as plt

    if not isinstance(alt, str) or len(alt.split()) < 3:
        raise ValueError(f"show: alt must say in a few words what there is to see; got {alt!r}")
    if figure is None:
        if not plt.get_fignums():
            raise ValueError("show: there is no figure to show; make one first, as plt.subplots()")
        figure = plt.gcf()
    if not _in_notebook():
        plt.show()
        return
    from IPython.display import display

    image = tag(*encoded(figure), round(figure.get_figwidth() * DPI), alt)
    plt.close(figure)
    display({"text/html": image, "text/plain": alt}, raw=True)


def tag(kind: str, data: bytes, width: int, alt: str) -> str:
    """Return a picture as HTML that holds its file: of this kind, and so many pixels wide."""
    return (
        f'<img src="data:image/{kind};base64,{b64encode(data).decode()}" width="{width}" '
        f'alt="{html.escape(alt)}" style="max-width:100%;height:auto;background:white">'
    )


def encoded(figure) -> tuple[str, bytes]:
    """Return the smaller of a figure's two files: ("svg+xml" or "png", its bytes)."""
    import matplotlib

    files = {}
    # The same figure gives the same bytes: no date, and names that do not depend on chance.
    with matplotlib.rc_context({"svg.hashsalt": "course"}):
        for kind, options in (
            ("svg+xml", {"format": "svg", "metadata": {"Date": None}}),
            ("png", {"format": "png", "dpi": SHARP * DPI}),
        ):
            file = BytesIO()
            figure.savefig(file, **options)
            files[kind] = file.getvalue()
    return min(files.items(), key=lambda item: len(item[1]))


def _in_notebook() -> bool:
    import sys

    ipython = sys.modules.get("IPython")
    return bool(ipython and hasattr(ipython.get_ipython(), "kernel"))
