"""text8 comes from a server: here one of ours, which sends what it should, or does not."""

import hashlib
import io
import threading
import zipfile
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from helpers import refusals

from utils.data import text8

WORDS = "one two two three three three " * 900  # 27,000 letters: five pieces
STREAM = io.BytesIO()
with zipfile.ZipFile(STREAM, "w") as file:
    file.writestr("text8", WORDS)
RIGHT = STREAM.getvalue()
SHA256 = hashlib.sha256(RIGHT).hexdigest()


class Server(BaseHTTPRequestHandler):
    """Answers /right, /other (another file), /broken (stops in the middle); 404 to the rest."""

    asked: list[str]

    def do_GET(self):
        self.asked.append(self.path)
        body = {"/right": RIGHT, "/broken": RIGHT[:-1000], "/other": RIGHT + b"!"}.get(self.path)
        self.send_response(200 if body else 404)
        self.send_header("Content-Length", len(RIGHT) + (self.path == "/other") if body else 0)
        self.end_headers()
        self.wfile.write(body or b"")

    def log_message(self, *_):
        pass


@pytest.fixture
def server(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_WORK", str(tmp_path))
    monkeypatch.setattr(Server, "asked", [], raising=False)
    with HTTPServer(("127.0.0.1", 0), Server) as ours:
        thread = threading.Thread(target=ours.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{ours.server_port}"
        ours.shutdown()
        thread.join()


def kept(tmp_path):
    return [path.name for path in (tmp_path / "data").glob("*")]


def test_it_is_downloaded_once_and_read(server, tmp_path, capsys):
    corpus = text8.load(url=f"{server}/right", sha256=SHA256)
    assert corpus.words == ["three", "two", "one"]
    assert corpus.counts.tolist() == [2700, 1800, 900]
    assert sum(map(len, corpus.sentences)) == 5400
    assert all(abs(len(sentence) - 1200) <= 1 for sentence in corpus.sentences[:-1])
    assert " ".join(map(corpus.text, corpus.sentences)) == WORDS.strip()
    assert "right" in capsys.readouterr().err  # the bar
    few = text8.load(letters=8, least=1, url=f"{server}/right", sha256=SHA256)
    assert sorted(few.words) == ["one", "two"]
    assert Server.asked == ["/right"]
    assert kept(tmp_path) == ["text8.zip"]
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("path", "error", "said"),
    [
        ("/other", ValueError, "has changed or was damaged .*expected"),
        ("/broken", OSError, r"could not be downloaded .*1000 more expected"),
        ("/nothing", OSError, "could not be downloaded .*404"),
        (None, OSError, "could not be downloaded .*refused"),
    ],
)
def test_what_is_not_the_file_is_refused_and_not_kept(server, tmp_path, path, error, said):
    with HTTPServer(("127.0.0.1", 0), Server) as gone:
        url = server + path if path else f"http://127.0.0.1:{gone.server_port}/right"
    with pytest.raises(error, match=rf"{said}.*`utils\.data\.bible\.load\(\)`"):
        text8.load(url=url, sha256=SHA256)
    assert kept(tmp_path) == []


def test_a_file_that_was_damaged_later_is_replaced(server, tmp_path):
    text8.download(f"{server}/right", SHA256).write_bytes(RIGHT[:100])
    assert text8.download(f"{server}/right", SHA256).read_bytes() == RIGHT


def test_an_interrupted_download_leaves_nothing(server, tmp_path, monkeypatch):
    def interrupt(self, letters):
        raise KeyboardInterrupt

    monkeypatch.setattr(text8._Bar, "update", interrupt)
    with pytest.raises(KeyboardInterrupt):
        text8.download(f"{server}/right", SHA256)
    assert kept(tmp_path) == []


test_bad_requests = refusals.test_of(
    (lambda: text8.load(letters=0), "letters: got 0, expected at least 1"),
    (lambda: text8.load(letters=1.5), "letters: got 1.5, expected an integer"),
)
