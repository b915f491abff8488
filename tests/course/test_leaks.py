"""What an output gives away about the machine: what is found, and what is left alone."""

import socket
from pathlib import Path

import pytest

from utils.course import leaks


def outputs_of(text, tags=(), kind="text/plain"):
    """Return a cell whose output is `text`."""
    output = {"output_type": "display_data", "data": {kind: text}}
    return {"cell_type": "code", "outputs": [output], "metadata": {"tags": list(tags)}}


@pytest.mark.parametrize(
    ("host", "text", "found"),
    [
        ("atlas42", "on atlas42.", True),
        ("atlas42.example.org", "on atlas42", True),
        ("atlas42", "on atlas421", False),
        ("localhost", "http://localhost:8888", False),
        ("ab", "ab initio", False),
    ],
)
def test_the_name_of_the_machine_is_found_as_a_word(monkeypatch, tmp_path, host, text, found):
    monkeypatch.setattr(socket, "gethostname", lambda: host)
    assert bool(list(leaks.leaks(outputs_of(text), tmp_path))) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"in {Path.home()}/x", f"the path of the home folder, '{Path.home()}'"),
        ("File /home/somebody/x.py", "a path in a home folder, '/home/somebody'"),
        (r"C:\Users\somebody\x.py", "a path in a Windows home folder"),
        ("in ipykernel_4711: U", "a path of the kernel's process, 'ipykernel_4711'"),
        ("/opt/env/lib/python3.11/site-packages/x.py", "the path of an installed package"),
        ("<function f at 0x7f0012345678>", "a memory address, which every run changes"),
    ],
)
@pytest.mark.parametrize("kind", ["text/plain", "text/html"])
def test_each_leak_is_found_once(tmp_path, text, kind, found):
    (line,) = leaks.leaks(outputs_of(text, kind=kind), tmp_path)
    assert line.startswith(f"the output shows {found}")


@pytest.mark.parametrize(
    ("text", "kind", "tags"),
    [
        ("https://a.org/home/page a/home/b 0x12345678 site-packages x /usr/y", "text/plain", ()),
        ("/home/somebody/x.py", "image/png", ()),  # base64, which is not searched
        ("<f at 0x7f0012345678>", "text/plain", ("nbval-ignore-output",)),  # it may change there
    ],
)
def test_harmless_text_is_no_leak(monkeypatch, tmp_path, text, kind, tags):
    monkeypatch.setattr(socket, "gethostname", lambda: "localhost")
    assert list(leaks.leaks(outputs_of(text, tags, kind), tmp_path)) == []
