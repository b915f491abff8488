"""Python source: what is in it, and what each of its characters is inside of."""

import numpy as np
import pytest
from helpers import refusals

from utils.data import python_source as source

# each line of marks belongs to the text above it: what one is inside of after each character
MARKED = {
    "f(a[1], {})": {"brackets": "01122111210"},
    "x = 'a' + \"\" # (": {"quotes": "0000110000100000", "comment": "0000000000000111"},
    'f("(", 1)\n': {"brackets": "0111111100", "quotes": "0011000000"},
    '"""a\n\'b"""\n': {"docstring": "11111111100", "quotes": "00000000000"},
    "r'#'\n": {"quotes": "11100", "comment": "00000"},
    "a\n bc\n": {"column": "101230"},
}


@pytest.mark.parametrize("text", MARKED)
def test_what_a_character_is_inside_of(text):
    found = source.labels(text)
    assert set(found) == set(source.LABELS)
    for name, marks in MARKED[text].items():
        assert "".join(map(str, found[name])) == marks, name


def test_an_f_string_is_a_string_in_every_version_of_python():
    text = 'f"a{(b)}" + f(1)\n'
    assert not source.labels('f"""{a[\'b\']}"""\n')["quotes"].any()
    found = source.labels(text)
    assert "".join(map(str, found["quotes"])) == "11111111" + "0" * 9
    assert "".join(map(str, found["brackets"])) == "0" * 13 + "1100"


def test_the_files_are_those_of_the_standard_library():
    data = source.load(300_000)
    assert not data.generated
    assert 300_000 <= len(data.train) < 600_000
    assert data.train.min() == 0
    assert data.train.max() < len(source.ALPHABET) == 96
    assert 0.02 < (data.train == 0).mean() < 0.05  # the ends of lines
    text = "".join(source.ALPHABET[k] for k in data.train)
    assert "\ndef " in text
    assert not any(each in text for each in data.test)
    np.testing.assert_array_equal(source.load(300_000).train, data.train)


def test_without_the_files_there_is_generated_source(tmp_path):
    (tmp_path / "a.py").write_text("é = 1\n", encoding="utf-8")  # not ASCII
    (tmp_path / "b.py").write_text("\tpass\n")  # a tab
    (tmp_path / "_c.py").write_text("x = 1\n")
    data = source.load(20_000, tmp_path)
    assert data.generated
    assert len(data.train) >= 20_000
    for text in data.test:
        compile(text, "generated", "exec")
        found = source.labels(text)
        assert all(found[name].any() for name in source.LABELS)
    for k in range(5):
        (tmp_path / f"d{k}.py").write_text(f"y = {k}\n")
    data = source.load(1, tmp_path)
    assert not data.generated
    assert data.test == ["y = 4\n"]


test_bad_requests = refusals.test_of(
    (lambda: source.load(0), "size: got 0"),
    (lambda: source.labels("f("), "text: got what Python cannot read"),
)
