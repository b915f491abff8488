"""Which port JupyterLab may listen on."""

import errno
import os
import socket

from utils.course.errors import CourseError

TRIES = 50
_NO_SUCH_ADDRESS = {errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT}


def is_free(port: int) -> bool:
    """Say whether this machine's own address accepts a new listener on `port`."""
    for family, address in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
        try:
            listener = socket.socket(family, socket.SOCK_STREAM)
        except OSError:  # this machine does not speak that family
            continue
        with listener:
            # The same choice as the server's: a port just left is free, a port in use is not.
            if os.name == "posix":
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                listener.bind((address, port))
                listener.listen(1)
            except OSError as problem:
                if family == socket.AF_INET6 and problem.errno in _NO_SUCH_ADDRESS:
                    continue
                return False
    return True


def first_free(port: int) -> int:
    """Return the first free port from `port` on.

    Raises CourseError when `port` is no port number or the next `TRIES` ports are all in use.
    """
    if not 1 <= port <= 65535:
        raise CourseError(f"--port {port}: a port is a number from 1 to 65535.")
    last = min(port + TRIES, 65536)
    for candidate in range(port, last):
        if is_free(candidate):
            return candidate
    raise CourseError(
        f"the ports {port} to {last - 1} are all in use. Choose another with --port N."
    )
