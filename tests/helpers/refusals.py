"""What must be refused, and in which words, as one table of a test file."""

from collections.abc import Callable

import pytest


def test_of(*rows: tuple[Callable, str]) -> Callable:
    """Return a test of rows (call, message): each call raises ValueError whose words begin so."""

    @pytest.mark.parametrize(("call", "message"), rows)
    def test_bad_input_is_refused_by_name(call, message):
        with pytest.raises(ValueError, match=f"^(?:{message})"):
            call()

    return test_bad_input_is_refused_by_name
