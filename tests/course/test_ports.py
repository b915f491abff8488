"""The first free port is taken; test_lab_server.py shows it with a port that is really in use."""

import pytest

from utils.course import ports
from utils.course.errors import CourseError


def test_the_first_free_port_is_taken(monkeypatch):
    monkeypatch.setattr(ports, "is_free", lambda port: port >= 9002)
    assert [ports.first_free(port) for port in (9000, 9002, 9003)] == [9002, 9002, 9003]


@pytest.mark.parametrize(
    ("port", "message"),
    [
        (-1, "1 to 65535"),
        (0, "1 to 65535"),
        (65536, "1 to 65535"),
        (9000, "the ports 9000 to 9049 are all in use"),
        (65530, "the ports 65530 to 65535 are all in use"),
    ],
)
def test_no_port_is_a_clear_error(monkeypatch, port, message):
    monkeypatch.setattr(ports, "is_free", lambda port: False)
    with pytest.raises(CourseError, match=message):
        ports.first_free(port)
