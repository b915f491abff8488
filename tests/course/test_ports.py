"""A port in use leads to the next free one."""

import socket

import pytest

from utils.course import ports
from utils.course.errors import CourseError


@pytest.fixture
def busy():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_port_in_use_leads_to_the_next_free_one(busy):
    assert not ports.is_free(busy)
    found = ports.first_free(busy)
    assert found > busy
    assert ports.is_free(found)


def test_free_port_is_kept(monkeypatch):
    monkeypatch.setattr(ports, "is_free", lambda port: port == 9000)
    assert ports.first_free(9000) == 9000


def test_all_in_use_is_a_clear_error(monkeypatch):
    monkeypatch.setattr(ports, "is_free", lambda port: False)
    with pytest.raises(CourseError, match="all in use"):
        ports.first_free(9000)


@pytest.mark.parametrize("port", [-1, 0, 65536])
def test_no_port_number(port):
    with pytest.raises(CourseError, match="1 to 65535"):
        ports.first_free(port)


def test_last_port_does_not_run_over_the_end(monkeypatch):
    asked = []
    monkeypatch.setattr(ports, "is_free", asked.append)
    with pytest.raises(CourseError):
        ports.first_free(65535)
    assert asked == [65535]
