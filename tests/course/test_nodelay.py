"""What cannot be had with this server never keeps a connection from opening.

That the option is off before the extension and on after it, and that the kernel answers, is shown
in a real server by test_lab_server.py.
"""

import asyncio
import logging
import sys
from types import SimpleNamespace

import pytest

from utils.course import nodelay


class Handler:
    """A websocket's handler that refuses the option."""

    async def open(self, kernel_id):
        return f"opened {kernel_id}"

    def set_nodelay(self, value):
        raise OSError("refused")


def test_connection_opens_even_when_the_option_is_refused(caplog):
    nodelay.wrap_open(Handler)
    with caplog.at_level(logging.WARNING):
        assert asyncio.run(Handler().open("kernel")) == "opened kernel"
    assert "refused" in caplog.text


@pytest.mark.parametrize(
    "module",
    [None, SimpleNamespace(), SimpleNamespace(KernelWebsocketHandler=object)],
    ids=["module gone", "class gone", "class changed"],
)
def test_unknown_server_is_a_warning_only(monkeypatch, module):
    monkeypatch.setitem(sys.modules, "jupyter_server.services.kernels.websocket", module)
    said = []
    log = SimpleNamespace(warning=lambda text, *values: said.append(text % values))
    nodelay._load_jupyter_server_extension(SimpleNamespace(log=log))
    assert "react more slowly" in said[0]
