"""A Jupyter server extension: send a widget's picture at once.

The server sends a widget's update as several small messages. With Nagle's algorithm on, the
second waits until the browser's delayed acknowledgement of the first, which adds tens of
milliseconds to every picture. Tornado can turn that off for a websocket (`set_nodelay`), and
Jupyter Server never asks it to; this extension asks when a kernel's websocket opens.

`course lab` and `course present` load it by its module name.
"""

import logging


def wrap_open(handler_class: type) -> None:
    """Make `handler_class.open` turn Nagle's algorithm off, then do what it did before.

    Raises AttributeError when the class lacks `open` or `set_nodelay`.
    """
    original, set_nodelay = handler_class.open, handler_class.set_nodelay

    async def open_without_delay(self, *args, **kwargs):
        # Slower pictures are a small loss, a connection that fails to open is a large one.
        try:
            set_nodelay(self, True)
        except Exception as problem:
            logging.getLogger(__name__).warning("TCP_NODELAY could not be set: %r", problem)
        return await original(self, *args, **kwargs)

    handler_class.open = open_without_delay


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    """Tell Jupyter Server which module to load."""
    return [{"module": __name__}]


def _load_jupyter_server_extension(serverapp) -> None:
    """Wrap the kernel websocket's handler; where that is impossible, warn and go on."""
    try:
        from jupyter_server.services.kernels.websocket import KernelWebsocketHandler

        wrap_open(KernelWebsocketHandler)
    except (ImportError, AttributeError) as problem:
        serverapp.log.warning(
            "TCP_NODELAY is not set on kernel websockets, so widgets react more slowly: %s. "
            "This version of Jupyter Server is unknown to %s.",
            problem,
            __name__,
        )
