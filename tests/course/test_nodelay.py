"""The extension asks for TCP_NODELAY once, before the handler's own `open`.

That it is on in a real server is shown by test_lab_server.py.
"""

import asyncio
import logging
import sys
from types import SimpleNamespace

import pytest

from utils.course import nodelay


def plain(self, kernel_id):
    self.calls.append(("open", kernel_id))
    return "opened"


async def coroutine(self, kernel_id):
    return plain(self, kernel_id)


def handler_class(open_method):
    class Handler:
        open = open_method

        def __init__(self):
            self.calls = []

        def set_nodelay(self, value):
            self.calls.append(("set_nodelay", value))

    return Handler


@pytest.mark.parametrize("original", [plain, coroutine])
def test_nodelay_comes_first_and_once_and_the_original_still_runs(original):
    handler = handler_class(original)
    assert nodelay.wrap_open(handler)
    assert not nodelay.wrap_open(handler)
    opened = handler()
    assert asyncio.run(opened.open("kernel")) == "opened"
    assert opened.calls == [("set_nodelay", True), ("open", "kernel")]


def test_connection_opens_even_when_the_option_is_refused(caplog):
    def refuse(self, value):
        raise OSError("refused")

    handler = handler_class(plain)
    handler.set_nodelay = refuse
    nodelay.wrap_open(handler)
    with caplog.at_level(logging.WARNING):
        assert asyncio.run(handler().open("kernel")) == "opened"
    assert "refused" in caplog.text


def warnings_of_loading(monkeypatch, module):
    monkeypatch.setitem(sys.modules, "jupyter_server.services.kernels.websocket", module)
    said = []
    log = SimpleNamespace(warning=lambda text, *values: said.append(text % values))
    nodelay._load_jupyter_server_extension(SimpleNamespace(log=log))
    return said


@pytest.mark.parametrize(
    "module",
    [None, SimpleNamespace(), SimpleNamespace(KernelWebsocketHandler=object)],
    ids=["module gone", "class gone", "class changed"],
)
def test_unknown_server_is_a_warning_only(monkeypatch, module):
    (said,) = warnings_of_loading(monkeypatch, module)
    assert "react more slowly" in said


def test_known_server_is_wrapped_in_silence(monkeypatch):
    handler = handler_class(coroutine)
    module = SimpleNamespace(KernelWebsocketHandler=handler)
    assert warnings_of_loading(monkeypatch, module) == []
    assert not nodelay.wrap_open(handler)


def test_jupyter_server_is_told_which_module_to_load():
    assert nodelay._jupyter_server_extension_points() == [{"module": "utils.course.nodelay"}]
