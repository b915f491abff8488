"""How many windows there are, with padding and stride."""

from utils.checks.engine import Case, Exercise, edits


def output_size(n, k, padding=0, stride=1):
    """⌊(n + 2p − k) / s⌋ + 1."""
    p, s = padding, stride
    return (n + 2 * p - k) // s + 1


CASES = [
    Case("the example", n=7, k=3, padding=1, stride=2),
    Case("no padding, by one", n=8, k=3, padding=0, stride=1),
    Case("the size is kept", n=28, k=5, padding=2, stride=1),
    Case("a rest of two", n=10, k=3, padding=0, stride=5),
    Case("a large rest", n=10, k=5, padding=1, stride=3),
    Case("halved", n=28, k=2, padding=0, stride=2),
    Case("the kernel fits once", n=5, k=5, padding=0, stride=1),
    Case("it fits once, with padding", n=3, k=7, padding=2, stride=4),
    Case("a stride longer than the kernel", n=20, k=2, padding=3, stride=6),
    Case("the stride is too long for a step", n=6, k=4, padding=0, stride=3),
    Case("a kernel of one", n=9, k=1, padding=4, stride=2),
    Case("a photograph", n=427, k=11, padding=2, stride=4),
]

ONE = (
    "Count again: so many steps of the stride, and a window before the first step. Where does the "
    "1 come in, and is it divided?"
)
ROUNDED = "What happens to a last step that would carry the kernel over the end? Try n = 10, s = 5."
EXCHANGED = "Have padding and stride changed places? Look at the order in the first line."
ONE_PADDING = "This is the size for one special padding. What does it give for p = 0?"

MISTAKES = edits(output_size)(
    ("one too few", "// s + 1", "// s", ONE),
    ("padding once", "2 * p", "p", "Zeros are put at both ends. How often does the padding count?"),
    ("padding left out", " + 2 * p", "", "How long is the line once the zeros are at its ends?"),
    ("padding subtracted", "+ 2 * p", "- 2 * p", "Does padding make the line longer or shorter?"),
    ("stride left out", " // s", "", "This is right for a window that moves by one. Where is s?"),
    ("rounded up", "(n + 2 * p - k) // s", "-(-(n + 2 * p - k) // s)", ROUNDED),
    ("rounded to the nearest", "(n + 2 * p - k) // s", "round((n + 2 * p - k) / s)", ROUNDED),
    ("one added before dividing", "k) // s + 1", "k + 1) // s", ONE),
    ("one taken away before dividing", "k) // s", "k - 1) // s", ONE),
    ("one too many", "// s + 1", "// s + 2", ONE),
    ("one too many places", "- k)", "- k + 1)", ONE),
    ("one subtracted", "// s + 1", "// s - 1", ONE),
    ("divided too early", "(n + 2 * p - k)", "n + 2 * p - k",
     "Only k is divided by the stride. Which brackets are missing?"),
    ("windows side by side", "- k) // s + 1", ") // k",
     "You count windows that lie side by side. By how much does the window move?"),
    ("padding and stride exchanged", "p, s = padding, stride", "p, s = stride, padding or 1",
     EXCHANGED),
    ("padding and stride exchanged, dividing by 0", "p, s = padding, stride",
     "p, s = stride, padding", EXCHANGED),
    ("the line divided, not the places", "(n + 2 * p - k) // s", "(n + 2 * p) // s - k",
     "Where can the kernel's first number stand at all? It is *those* places that s divides."),
    ("the kernel does not count", "- k)", "- 1)",
     "This counts windows that begin within the line. Where do they have to end?"),
    ("half a kernel left away", "- k)", "- k // 2)",
     "You leave away half a kernel, as if it were held in its middle. How far does it reach?"),
    ("padding that keeps the size", "(n + 2 * p - k) // s + 1", "n // s", ONE_PADDING),
    ("padding that keeps the size, rounded up", "(n + 2 * p - k) // s + 1", "-(-n // s)",
     ONE_PADDING),
)  # fmt: skip

exercise = Exercise(
    title="How many windows",
    minutes=4,
    difficulty="easy",
    reference=output_size,
    cases=CASES,
    returns="the number of windows, a whole number",
    mistakes=MISTAKES,
    hints=(
        "How long is the line after zeros were put at both ends? Where does the last possible "
        "window start in it?",
        "From the first window to the last possible one there are n + 2p − k places to go, s at a "
        "time. `//` divides and leaves the rest away. And the first window needs no step.",
    ),
)
