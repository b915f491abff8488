"""The one list of topics: every other part of the course looks here.

The stem names a topic everywhere (`lectures/NN_stem.py`, `utils/numpy_impl/stem.py`, …), so
searching the tree for a stem shows every role of its topic.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Topic:
    """One topic of the course.

    `minutes` is the length of the lecture; `ready` says whether the topic's files exist yet: a
    topic is there in every role or in none.
    """

    number: int
    stem: str
    title: str
    minutes: int
    summary: str
    ready: bool = False

    @property
    def name(self) -> str:
        """The file name without extension, such as `01_cross_entropy`."""
        return f"{self.number:02d}_{self.stem}"


TOPICS = (
    Topic(
        0,
        "warm_up",
        "Matrices, neurons, training",
        50,
        "What a layer does to the plane, what training means, how a gradient is checked.",
        ready=True,
    ),
    Topic(
        1,
        "cross_entropy",
        "Cross entropy",
        50,
        "Why the loss is a cross entropy, how low it can go, and softmax regression by hand.",
        ready=True,
    ),
    Topic(
        2,
        "hidden_representations",
        "Hidden representations",
        50,
        "What hidden units learn on a noisy XOR, and backpropagation through any graph.",
        ready=True,
    ),
    Topic(
        3,
        "convolution",
        "Convolution",
        50,
        "Shared weights on lines, images and volumes, up to a LeNet that reads digits.",
        ready=True,
    ),
    Topic(
        4,
        "rnn_unrolling",
        "Recurrent networks and unrolling",
        50,
        "A network with a memory, its gradient through time, and why that vanishes or explodes.",
        ready=True,
    ),
    Topic(
        5,
        "lstm_gates",
        "LSTM: gates",
        50,
        "A memory cell that decides what to write, keep and read.",
        ready=True,
    ),
    Topic(
        6,
        "gru",
        "GRU",
        50,
        "Two gates for three: what is merged, and what that costs.",
        ready=True,
    ),
    Topic(
        7,
        "word2vec",
        "Word vectors",
        50,
        "Words as points whose neighbours mean similar things, learnt from plain text.",
        ready=True,
    ),
    Topic(
        8,
        "softmax_speedups",
        "Softmax over a large vocabulary",
        50,
        "Four ways round the sum over a million words, each derived, tested and timed.",
        ready=True,
    ),
    Topic(
        9,
        "language_models",
        "Language models",
        50,
        "From counting n-grams to recurrent networks, on one perplexity ladder.",
    ),
    Topic(
        10,
        "bidirectional_rnns",
        "Bidirectional networks",
        50,
        "Labels that depend on what comes later, read from both ends.",
    ),
    Topic(
        11,
        "seq2seq_attention",
        "Sequence to sequence and attention",
        50,
        "From one sequence to another, through a bottleneck and then round it.",
    ),
    Topic(
        12,
        "training_deep_nets",
        "Training deep networks",
        50,
        "What changed between 1987 and now, and what to check when training fails.",
    ),
)


def find(text: str) -> Topic:
    """Return the topic that `text` names: `1`, `01`, `cross_entropy` or `01_cross_entropy`.

    Raises KeyError, whose message lists the names there are, when no topic matches.
    """
    wanted = str(text).strip().removesuffix(".ipynb").removesuffix(".py")
    for topic in TOPICS:
        if wanted in (topic.name, topic.stem, f"{topic.number:02d}", str(topic.number)):
            return topic
    names = ", ".join(topic.name for topic in TOPICS if topic.ready)
    raise KeyError(f"there is no topic {text!r}; the topics are: {names}")
