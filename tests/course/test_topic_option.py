"""`--topic` keeps a topic's tests, whatever names it, and no others."""

import pytest
from helpers.nodeids import belongs_to, together

CONTRACT = "tests/contract/test_checks.py::test_exercise[convolution-conv2d]"
OTHER_CONTRACT = "tests/contract/test_layout.py::test_a_topic_has_every_role[03_convolution]"


@pytest.mark.parametrize(
    ("nodeid", "belongs"),
    [
        ("tests/topics/convolution/test_numpy.py::test_by_hand", True),
        (CONTRACT, True),
        (OTHER_CONTRACT, True),
        ("lectures/03_convolution.ipynb::Cell 7", True),
        ("utils/torch_impl/convolution.py::utils.torch_impl.convolution.LeNet", True),
        ("tests/contract/test_docstrings.py::test_it[utils.plots.convolution.cells]", True),
        ("tests/engine/test_compare.py::test_convolution", False),
        ("tests/topics/cross_entropy/test_numpy.py::test_it[convolution1d]", False),
        ("tests/contract/test_docstrings.py::test_it[utils.course.convolutions]", False),
    ],
)
def test_a_topics_tests_are_kept_and_others_are_not(nodeid, belongs):
    assert belongs_to(nodeid, "convolution") == belongs
    assert not belongs_to(nodeid, "gru")


def test_one_file_runs_in_one_process_and_a_contract_topic_by_topic():
    assert together("tests/a.py::test_by_hand") == together("tests/a.py::test_other[1]")
    assert together(CONTRACT) == together(CONTRACT.replace("conv2d", "correlate1d"))
    assert together(CONTRACT) != together(CONTRACT.replace("convolution", "cross_entropy"))
    assert together(CONTRACT) != together(OTHER_CONTRACT)
