"""`--topic` keeps a topic's tests, whatever names it, and no others."""

import pytest
from helpers.nodeids import belongs_to, together

OF_CONVOLUTION = [
    "tests/topics/convolution/test_numpy.py::test_by_hand",
    "tests/contract/test_checks.py::test_exercise[convolution-conv2d]",
    "tests/contract/test_layout.py::test_a_topic_has_every_role_or_none[03_convolution]",
    "tests/browser/test_widgets.py::test_every_slider[03_convolution-explore_window]",
    "lectures/03_convolution.ipynb::Cell 7",
    "utils/torch_impl/convolution.py::utils.torch_impl.convolution.LeNet",
    "utils/plots/convolution/cells.py::utils.plots.convolution.cells.number",
    "tests/contract/test_docstrings.py::test_every_example[utils.plots.convolution.cells]",
]
OF_OTHERS = [
    "tests/engine/test_compare.py::test_convolution",
    "tests/topics/cross_entropy/test_numpy.py::test_convolution[convolution1d]",
    "tests/contract/test_docstrings.py::test_it[utils.course.convolutions]",
]


@pytest.mark.parametrize("nodeid", OF_CONVOLUTION)
def test_a_topics_tests_are_kept(nodeid):
    assert belongs_to(nodeid, "convolution")
    assert not belongs_to(nodeid, "cross_entropy")


@pytest.mark.parametrize("nodeid", OF_OTHERS)
def test_others_are_not(nodeid):
    assert not belongs_to(nodeid, "convolution")


def test_one_file_runs_in_one_process_and_a_contract_topic_by_topic():
    topic, contract, layout, *_ = OF_CONVOLUTION
    assert together(topic) == together(topic.replace("by_hand", "other[1]"))
    assert together(contract) == together(contract.replace("conv2d", "correlate1d"))
    assert together(contract) != together(contract.replace("convolution", "cross_entropy"))
    assert together(contract) != together(layout)
