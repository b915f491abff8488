"""What a check says, in one of three kinds, as a panel and as text."""

import html
from dataclasses import dataclass

from utils.checks.engine import panel

BLANK = "not attempted yet"
WRONG = "not right yet"
PASSED = "passed"


@dataclass(frozen=True)
class Verdict:
    """The answer of a check. It has no time, no address and no path in it, so it is comparable.

    kind : BLANK, WRONG or PASSED
    title : "Exercise 2, KL divergence"
    message : what is right or wrong, in a few sentences
    evidence : lines that show it: a case's input, the answer, what was expected
    picture : of many numbers, where they differ, as HTML; what it shows stands in the evidence, too
    mistake : name of the mistake that gives exactly these answers, or None
    hint : that mistake's hint; otherwise the exercise's next one, or empty
    hint_title : what stands above the hint, "Hint 1 of 2"
    stage : blank, call, signature, raised, time, type, shape, nan, dtype, values, behaviour,
        engine (the check itself failed) or passed
    formed : right, but a list where an array is wanted, say, and to be made one
    """

    kind: str
    title: str
    message: str
    evidence: tuple[str, ...] = ()
    picture: str = ""
    mistake: str | None = None
    hint: str = ""
    hint_title: str = ""
    stage: str = "values"
    formed: bool = False

    @property
    def passed(self) -> bool:
        """Whether the answer is right."""
        return self.kind == PASSED

    @property
    def text(self) -> str:
        """The verdict as plain text; its first line is title and kind."""
        lines = [f"{self.title}: {self.kind}", self.message]
        lines += [f"  {line}" for line in self.evidence]
        if self.hint and self.hint_title:
            lines.append(f"{self.hint_title}: {self.hint}")
        return "\n".join(line for line in lines if line)

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        """Return the panel; everything that comes from the student is escaped."""
        parts = [
            f'<p style="margin: 0.2em 0">{panel.badge(self.kind)} '
            f"<strong>{html.escape(self.title)}: {html.escape(self.kind)}</strong></p>",
            panel.paragraphs(self.message),
            panel.block(self.evidence) if self.evidence else "",
            self.picture,
        ]
        if self.hint and self.hint_title:
            parts.append(
                f"<details><summary>{html.escape(self.hint_title)}</summary>"
                f"{panel.paragraphs(self.hint)}</details>"
            )
        return panel.frame(self.kind, "".join(parts))
