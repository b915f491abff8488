"""The made-up course that the tests of `course build` and `course verify` damage."""

import pytest
from helpers import small_course


@pytest.fixture
def course(tmp_path, monkeypatch):
    """Return a built made-up course; cells are not run."""
    small_course.without_kernel(monkeypatch)
    root = small_course.make(tmp_path / "course")
    small_course.build(root)
    return root
