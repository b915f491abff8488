"""The table of a lab: its exercises, how far each is, and what to do next."""

import html
from dataclasses import dataclass

from utils.checks.engine import panel
from utils.checks.engine.exercise import Exercise
from utils.checks.engine.verdict import BLANK, PASSED, WRONG, Verdict

CELL = "text-align: left; padding: 0.1em 0.8em 0.1em 0; color: inherit"


@dataclass(frozen=True)
class Summary:
    """The exercises with their verdicts of this session and, failing that, of earlier ones."""

    exercises: list[Exercise]
    verdicts: dict[str, Verdict]
    recorded: dict[str, str]

    def kind(self, exercise: Exercise) -> str:
        """Return the verdict of an exercise: this session's, else the recorded one, else blank."""
        if exercise.name in self.verdicts:
            return self.verdicts[exercise.name].kind
        recorded = self.recorded.get(exercise.name, BLANK)
        return recorded if recorded in (BLANK, WRONG, PASSED) else BLANK

    @property
    def rows(self) -> list[tuple[str, str, str, str]]:
        """One row for each exercise: number and title, minutes, difficulty, verdict."""
        return [
            (f"{e.number}. {e.title}", f"{e.minutes} min", e.difficulty, self.kind(e))
            for e in self.exercises
        ]

    @property
    def following(self) -> Exercise | None:
        """The exercise to go on with: the first that is wrong, else the first that is blank."""
        open_ = [e for e in self.exercises if self.kind(e) != PASSED]
        return next((e for e in open_ if self.kind(e) == WRONG), open_[0] if open_ else None)

    @property
    def advice(self) -> str:
        """What to do next, in a sentence or two."""
        passed = sum(self.kind(e) == PASSED for e in self.exercises)
        said, e = f"{passed} of {len(self.exercises)} passed.", self.following
        if e is None:
            return f"{said} That is the whole lab: well done!"
        if self.kind(e) == WRONG:
            return f"{said} Next: {e.heading}, which is {WRONG}; its panel says why."
        return f"{said} Next: {e.heading}, about {e.minutes} minutes."

    @property
    def text(self) -> str:
        """The table as plain text."""
        widths = [max((len(row[i]) for row in self.rows), default=0) for i in range(3)]
        lines = [
            "  ".join([*(cell.ljust(w) for cell, w in zip(row, widths, strict=False)), row[3]])
            for row in self.rows
        ]
        return "\n".join([*lines, self.advice])

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        """Return the table, and what is next, with links to the exercises in the same notebook."""
        head = "".join(
            f'<th scope="col" style="{CELL}">{name}</th>'
            for name in ("Exercise", "Time", "Difficulty", "Verdict")
        )
        body = ""
        for exercise, row in zip(self.exercises, self.rows, strict=True):
            title, *middle, verdict = map(html.escape, row)
            cells = [_link(title, exercise), *middle, f"{panel.badge(row[-1])} {verdict}"]
            inside = "".join(f'<td style="{CELL}">{cell}</td>' for cell in cells)
            body += f"<tr>{inside}</tr>"
        style = "color: inherit; font-size: inherit"
        table = (
            f'<table style="{style}"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
        )
        advice = panel.paragraphs(self.advice)
        if self.following:
            words = html.escape(self.following.heading)
            advice = advice.replace(words, _link(words, self.following))
        kinds = [row[-1] for row in self.rows]
        worst = WRONG if WRONG in kinds else BLANK if BLANK in kinds else PASSED
        return panel.frame(worst, table + advice)


def _link(words: str, exercise: Exercise) -> str:
    style = "color: inherit; text-decoration: underline"
    return f'<a href="#{html.escape(exercise.anchor)}" style="{style}">{words}</a>'
