"""text8: 17 million words of the English Wikipedia of 2006, downloaded (31 MB) when asked for.

Matt Mahoney's cleaned text: small letters and spaces only, numbers spelt out, 253,854 different
words, no sentences. The file is kept under `work/data`. Without a network the course's real
English is that of `utils.data.bible`, which every function here says where it cannot go on.
"""

import re
import sys
import zipfile
from contextlib import closing
from pathlib import Path

from utils import paths, validate
from utils.data.corpus import Corpus, build

# subtle: not https, which this server has not always spoken; SHA256 says whether all is well
URL = "http://mattmahoney.net/dc/text8.zip"
SHA256 = "a6640522afe85d1963ad56c05b0ede0a0c000dddc9671758a6cc09b7a38e5232"
PIECE = 6000  # letters, about 1,000 words: the longest "sentence" word2vec's own program reads
OFFLINE = "`utils.data.bible.load()` returns real English that needs no network"


def load(least: int = 5, letters: int | None = None, **source) -> Corpus:
    """Return the text in pieces of about 1,000 words; download it where it is not there yet.

    letters  only the text's first so many, of 100,000,000; all when None
    source   url and sha256 of another file, as for `download`

    Raises what `download` raises, and ValueError for `least` or `letters` that leave no word.
    """
    letters = None if letters is None else validate.count("letters", letters)
    with zipfile.ZipFile(download(**source)) as packed:
        text = packed.read("text8")[:letters].decode("ascii")
    return build(re.findall(rf".{{{PIECE}}}\S*|.+", text), least)  # no piece ends inside a word


def download(url: str = URL, sha256: str = SHA256) -> Path:
    """Return where the packed text is, after downloading it with a progress bar if need be.

    Under its name there is only ever a whole file with the right checksum. Raises OSError
    when the server cannot be reached or breaks off, ValueError when another file came.
    """
    import pooch  # brings the network's libraries, so only when it is needed

    pooch.get_logger().setLevel("WARNING")  # the bar says that it downloads
    try:
        with closing(_Bar(Path(url).name)) as bar:
            ask = pooch.HTTPDownloader(progressbar=bar, chunk_size=1 << 16)
            name = pooch.retrieve(url, sha256, "text8.zip", paths.work() / "data", downloader=ask)
    except OSError as problem:
        raise OSError(f"{url} could not be downloaded ({problem}); {OFFLINE}") from problem
    except ValueError as problem:  # pooch's words for a checksum
        raise ValueError(f"{url} has changed or was damaged ({problem}); {OFFLINE}") from problem
    return Path(name)


class _Bar:
    """A progress bar as pooch drives one; it appears with the first bytes."""

    def __init__(self, name: str):
        from rich.console import Console
        from rich.progress import BarColumn, DownloadColumn, Progress, TransferSpeedColumn

        columns = ("{task.description}", BarColumn(), DownloadColumn(), TransferSpeedColumn())
        self._rich = Progress(*columns, console=Console(file=sys.stderr))
        self._task = self._rich.add_task(name, visible=False)
        self.total = 0  # set by pooch

    def update(self, letters: int):
        self._rich.start()
        self._rich.update(self._task, advance=letters, total=self.total or None, visible=True)

    def reset(self):
        self._rich.reset(self._task)

    def close(self):
        if self._rich.live.is_started:  # else it would print an empty line
            self._rich.stop()
