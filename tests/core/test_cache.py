"""What is kept under work/cache: found again, never wrong, never in the way."""

import importlib
from io import BytesIO
from unittest.mock import Mock

import numpy as np
import pytest

from utils import cache
from utils.numpy_impl import convolution
from utils.numpy_impl.convolution import training

SHAPES = {"a": (2,), "b": None}


@pytest.fixture
def make():
    return Mock(return_value={"a": np.array([1.0, 2.0]), "b": np.arange(3)})


@pytest.fixture(autouse=True)
def work(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_WORK", str(tmp_path / "work"))
    return tmp_path / "work"


def test_made_once_for_a_key_then_read(work, make, capsys):
    first = cache.arrays("thing", "k1", make, SHAPES)
    second = cache.arrays("thing", "k1", make, SHAPES)
    assert make.call_count == 1
    for name in SHAPES:
        np.testing.assert_array_equal(first[name], second[name])
    assert [p.name for p in (work / "cache").iterdir()] == ["thing-k1.npz"]
    assert capsys.readouterr() == ("", "")
    cache.arrays("thing", "k2", make, SHAPES)
    assert make.call_count == 2


def saved(save, *values, **named):
    """Return the bytes of a NumPy file."""
    stream = BytesIO()
    save(stream, *values, **named)
    return stream.getvalue()


ONE = np.float64(1).tobytes()
DAMAGES = {
    "no zip": lambda _: b"not a zip file",
    "cut": lambda content: content[:100],
    "a digit changed": lambda content: content.replace(ONE, b"\x01" + ONE[1:]),
    "empty": lambda _: b"",
    "other names": lambda _: saved(np.savez, c=np.zeros(2)),
    "other shape": lambda _: saved(np.savez, a=np.zeros(3), b=np.zeros(1)),
    "objects": lambda _: saved(np.savez, a=np.array([None, "x"], dtype=object), b=np.zeros(1)),
    "a single array": lambda _: saved(np.save, np.zeros(2)),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_is_made_anew_with_a_word_about_it(damage, make, capsys):
    cache.arrays("thing", "k1", make, SHAPES)
    target = cache.path("thing", "k1")
    target.write_bytes(DAMAGES[damage](target.read_bytes()))
    again = cache.arrays("thing", "k1", make, SHAPES)
    assert make.call_count == 2
    assert again["a"].tolist() == [1, 2]
    assert capsys.readouterr().err == "thing-k1.npz in the cache is damaged and is made anew.\n"
    cache.arrays("thing", "k1", make, SHAPES)
    assert make.call_count == 2  # mended


def test_where_nothing_can_be_written_the_result_is_still_there(work, make, capsys):
    work.write_text("a file where the folder should be")
    made = cache.arrays("thing", "k1", make, SHAPES)
    assert made["a"].tolist() == [1, 2]
    said = capsys.readouterr().err
    assert said.startswith("thing-k1.npz cannot be kept (")
    assert said.count("\n") == 1


def test_a_failure_while_writing_leaves_nothing_behind(work, make, monkeypatch, capsys):
    full = OSError(28, "No space left on device")
    monkeypatch.setattr(np, "savez", Mock(side_effect=full))
    cache.arrays("thing", "k1", make, SHAPES)
    assert list((work / "cache").iterdir()) == []
    assert "No space left on device" in capsys.readouterr().err


def test_an_error_while_making_is_not_swallowed(work):
    with pytest.raises(ZeroDivisionError):
        cache.arrays("thing", "k1", Mock(side_effect=ZeroDivisionError), SHAPES)
    assert not (work / "cache").exists()


def test_the_key_follows_the_code(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(tmp_path))
    source = tmp_path / "some_code_of_ours.py"
    source.write_text("x = 1\n")
    module = importlib.import_module("some_code_of_ours")
    before = cache.key(module, 0)
    assert before == cache.key(module, 0) != cache.key(module, 1)
    source.write_text("x = 2\n")
    assert cache.key(module, 0) != before


def test_a_function_is_no_key():
    with pytest.raises(ValueError, match=r"parts: got .*, expected modules and values"):
        cache.key(len)


def test_a_modules_key_holds_its_package_and_what_that_imports():
    of_training = "\n".join(cache._sources(training.__name__))
    for text in ("def lenet_forward", "def conv_forward", "def softmax_cross_entropy_forward",
                 "def batches", "def log_softmax", "def real("):  # fmt: skip
        assert text in of_training
    assert "def draw_" not in of_training
    assert "def col2im" in "\n".join(cache._sources(convolution.__name__))
