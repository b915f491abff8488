"""`course lab` as a person starts it, without a browser: one real server for all of these."""

import contextlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from helpers import notebook_root
from helpers.notebook_root import READY

# Two extensions around ours: the outer one sees the connection before it, the inner one after.
PROBE = """
import os, pathlib, socket
from jupyter_server.services.kernels.websocket import KernelWebsocketHandler

def _jupyter_server_extension_points():
    return [{"module": __name__}]

def _load_jupyter_server_extension(serverapp):
    original = KernelWebsocketHandler.open
    async def open(self, *args, **kwargs):
        connection = self.ws_connection.stream.socket
        value = connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
        pathlib.Path(os.environ["PROBES"], __name__).write_text(str(value != 0))
        return await original(self, *args, **kwargs)
    KernelWebsocketHandler.open = open
"""
NAMES = ("a_probe", "z_probe")  # extensions load in alphabetical order, ours in between
EXTENSIONS = {"ServerApp": {"jpserver_extensions": dict.fromkeys(NAMES, True)}}
# Personal settings that would keep the student out, or let others in.
THEIRS = {
    "ServerApp": {"base_url": "/mine", "ip": "0.0.0.0", "certfile": "/no/such/file"},
    "IdentityProvider": {"token": ""},
    "PasswordIdentityProvider": {"hashed_password": "argon2:x", "password_required": True},
    "FileContentsManager": {"preferred_dir": "/no/such/folder"},
}
AROUND = {
    **{f"probes/{name}.py": PROBE for name in NAMES},
    "probes/jupyter_server_config.d/probes.json": json.dumps(EXTENSIONS),
    "theirs/jupyter_server_config.json": json.dumps(THEIRS),
    "theirs/jupyter_lab_config.json": json.dumps(THEIRS),
    # Another package called `utils` stands before the course's.
    "other/utils/__init__.py": "raise ImportError('this is not the course')",
}
# As the console script does. What runs in a shell's background does not hear Ctrl-C; the tests may,
# the lab must hear it.
START = """
import signal
from course_launcher import main
signal.signal(signal.SIGINT, signal.default_int_handler)
main()
"""


class Lab:
    """A running `course lab`: its printed lines, address and token."""

    def __init__(self, root, busy_port):
        for name, text in AROUND.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text, encoding="utf-8")
        self.probes = root / "probes"
        environment = {
            **os.environ,
            **notebook_root.environment(root),
            "JUPYTER_CONFIG_PATH": str(self.probes),
            "PYTHONPATH": os.pathsep.join([str(root / "other"), str(self.probes)]),
            "JUPYTER_CONFIG_DIR": str(root / "theirs"),
            "JUPYTERLAB_DIR": str(root / "theirs" / "nothing"),
            "MPLBACKEND": "Agg",
            "PYTHONUNBUFFERED": "1",
            "PROBES": str(self.probes),
        }
        for name in ("COURSE_WORK", "OMP_NUM_THREADS"):
            environment.pop(name, None)
        self.process = subprocess.Popen(
            [sys.executable, "-c", START, "lab", "--no-browser", "--port", str(busy_port)],
            env=environment,
            cwd=root,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            # Its own group, so that the test can send what Ctrl-C sends: a signal to all of it.
            start_new_session=True,
        )
        self.lines = []
        for text in self.process.stdout:
            self.lines.append(text.rstrip("\n"))
            if match := re.search(r"(http://\S+?)(/\S*)\?token=(\S+)", text):
                self.address, self.path, self.token = match.groups()
                return
        raise AssertionError("course lab ended early:\n" + "\n".join(self.lines))

    def ask(self, path, method="GET"):
        """Return what the server answers at `path`, read as JSON."""
        headers = {"Authorization": f"token {self.token}"}
        request = urllib.request.Request(self.address + path, headers=headers, method=method)
        with urllib.request.urlopen(request, timeout=600) as answer:
            return json.load(answer)

    def connected(self, path):
        """Return a websocket to `path`."""
        import websocket

        return contextlib.closing(
            websocket.create_connection(
                self.address.replace("http", "ws", 1) + path,
                header=[f"Authorization: token {self.token}"],
                timeout=600,
            )
        )

    def stop(self):
        """Send what Ctrl-C sends and return the exit status and the last lines printed."""
        os.killpg(self.process.pid, signal.SIGINT)
        rest, _ = self.process.communicate(timeout=600)
        return self.process.returncode, rest


@pytest.fixture(scope="module")
def busy_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


@pytest.fixture(scope="module")
def lab(tmp_path_factory, busy_port):
    if os.name != "posix":
        pytest.skip("the signals of Ctrl-C are sent in another way on Windows")
    running = Lab(notebook_root.make(tmp_path_factory.mktemp("course")), busy_port)
    yield running
    if running.process.poll() is None:
        running.stop()
    running.process.stdout.close()


def test_it_says_what_it_does_and_that_a_port_in_use_leads_to_the_next(lab, busy_port):
    assert lab.lines[0] == "Getting your copies of the notebooks ready in work/."
    assert any(f"Port {busy_port} is in use" in line for line in lab.lines)
    assert not lab.address.endswith(f":{busy_port}")


def test_who_has_no_token_is_kept_out(lab):
    with pytest.raises(urllib.error.HTTPError, match="403"):
        urllib.request.urlopen(lab.address + "/api/contents", timeout=600)


def test_it_listens_on_this_machine_alone(lab):
    port = int(lab.address.rpartition(":")[2])
    for family, *_, address in socket.getaddrinfo(socket.gethostname(), port):
        if not address[0].startswith(("127.", "::1")):
            with socket.socket(family) as knock:
                assert knock.connect_ex(address) != 0


@pytest.mark.parametrize(
    ("plugin", "name", "value"),
    [
        ("docmanager-extension:plugin", "autosaveInterval", 20),
        ("docmanager-extension:plugin", "defaultViewers", {"markdown": "Markdown Preview"}),
        ("apputils-extension:notification", "fetchNews", "false"),
        ("apputils-extension:notification", "checkForUpdates", False),
    ],
)
def test_settings_are_the_courses(lab, plugin, name, value):
    """Saved often, the front page as Markdown, and nothing asks the network for news."""
    settings = lab.ask(f"/lab/api/settings/@jupyterlab/{plugin}")
    assert settings["schema"]["properties"][name]["default"] == value


def test_the_course_command_is_found_in_a_terminal(lab):
    name = lab.ask("/api/terminals", method="POST")["name"]
    with lab.connected(f"/terminals/websocket/{name}") as connection:
        connection.send(json.dumps(["stdin", 'echo "found:"$(command -v course)":"\r']))
        seen = ""
        while not (found := re.search(r"found:(/[^:]*|):", seen)):
            kind, *text = json.loads(connection.recv())
            seen += "".join(text) if kind == "stdout" else ""
    assert found[1] == str(Path(sys.executable).parent / "course")


def test_it_opens_at_the_front_page_and_the_copies_are_served(lab):
    assert lab.path.removeprefix("/lab/tree/") == "work/README.md"
    for kind in ("lectures", "labs", "solutions"):
        there = lab.ask(f"/api/contents/work/{kind}/{READY[0].name}.ipynb?content=0")
        assert there["type"] == "notebook"


@pytest.fixture(scope="module")
def printed(lab):
    """What a cell run over a kernel's websocket prints."""
    kernel = lab.ask("/api/kernels", method="POST")["id"]
    code = (
        "import os, sys, utils; print(sys.prefix, os.environ['OMP_NUM_THREADS'], "
        "hasattr(utils, '__path__'), os.environ['MPLBACKEND'])"
    )
    request = {
        "header": {"msg_id": "one", "msg_type": "execute_request", "version": "5.3"},
        "parent_header": {},
        "metadata": {},
        "content": {"code": code, "silent": False},
        "channel": "shell",
    }
    with lab.connected(f"/api/kernels/{kernel}/channels") as connection:
        connection.send(json.dumps(request))
        while True:
            answer = json.loads(connection.recv())
            if answer["header"]["msg_type"] == "stream":
                return answer["content"]["text"]


def test_kernels_are_this_python_with_one_thread_and_pictures(printed):
    prefix, threads, ours, backend = printed.split()
    assert (prefix, threads, ours) == (sys.prefix, "1", "True")
    assert backend.startswith("module://")


def test_nodelay_is_off_before_our_extension_and_on_after_it(lab, printed):
    seen = {name: (lab.probes / name).read_text(encoding="utf-8") for name in NAMES}
    assert seen == {"z_probe": "False", "a_probe": "True"}


def test_ctrl_c_stops_cleanly(lab):
    # The last test of this module: the server is gone afterwards.
    status, rest = lab.stop()
    assert status == 0
    assert "JupyterLab has stopped" in rest
    assert "Traceback" not in rest
