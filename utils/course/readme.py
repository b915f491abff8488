"""The map of topics in README.md, generated from `utils/topics.py`.

    python -m utils.course.readme

replaces what is between the two markers and leaves the rest alone.
"""

from utils import paths
from utils.course import files
from utils.course.copies import KINDS
from utils.course.errors import CourseError
from utils.topics import TOPICS

BEGIN = "<!-- topics: written by `make readme` from utils/topics.py -->"
END = "<!-- end of topics -->"


def table() -> str:
    """Return the topics as a Markdown table; a topic that is not ready has no links."""
    lines = ["| no. | topic | what it is about | open |", "| --- | --- | --- | --- |"]
    for topic in TOPICS:
        if topic.ready:
            links = ", ".join(
                f"[{kind.removesuffix('s')}]({kind}/{topic.name}.ipynb)" for kind in KINDS
            )
        else:
            links = "in preparation"
        lines.append(f"| {topic.number:02d} | {topic.title} | {topic.summary} | {links} |")
    return "\n".join(lines)


def updated(text: str) -> str:
    """Return `text` with a current table between the markers.

    Raises CourseError when the markers are not there exactly once each, in order.
    """
    if text.count(BEGIN) != 1 or text.count(END) != 1 or text.index(BEGIN) > text.index(END):
        raise CourseError(f"README.md must contain, once and in this order:\n{BEGIN}\n{END}")
    before, rest = text.split(BEGIN)
    after = rest.split(END)[1]
    return f"{before}{BEGIN}\n{table()}\n{END}{after}"


def main() -> None:
    """Write the table into README.md."""
    path = paths.root() / "README.md"
    text = files.read_text(path)
    new = updated(text)
    if new != text:
        files.write_text(path, new)
    print(f"The table of topics in {path.name} is current.")


if __name__ == "__main__":
    main()
