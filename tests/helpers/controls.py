"""What the tests of every topic's live pictures ask of their controls."""


def assert_every_control_works(live, ends: dict[str, tuple] | None = None) -> None:
    """Each control, at both its ends, changes picture and reading; Reset brings the start back.

    `ends` gives other values to try, by the control's name, where the ends are one place.
    """
    assert live.picture.error == ""
    for name, control in live.controls.items():
        first = live.picture.image, live.picture.reading
        values = control.options if hasattr(control, "options") else (control.min, control.max)
        values = (ends or {}).get(name, values)
        seen = set()
        for value in values:
            live.set(**{name: value})
            assert live.picture.error == "", name
            seen.add((live.picture.image, live.picture.reading))
        assert len(seen) == len(values), f"{name}: {len(values)} values, {len(seen)} pictures"
        live.reset()
        assert (live.picture.image, live.picture.reading) == first, f"{name}: not reset"
