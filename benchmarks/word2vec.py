"""Time skip-gram with negative sampling on the King James Bible against gensim, one thread each.

Run it from the root of the course: python benchmarks/word2vec.py [epochs]
gensim is no part of the course: .venv/bin/pip install gensim --no-deps and smart_open, wrapt.
"""

import sys
import tempfile
from pathlib import Path

import numpy as np
from timing import one_thread, timed

from utils.data import bible
from utils.numpy_impl import word2vec as w2v

D, WINDOW, NEGATIVES, RATE, T = 100, 5, 5, 0.025, 1e-3
ROUNDS, SEED, EVERY = 3, 0, 20  # a verse in 20 is held out
FASTER, CLOSE = 2.0, 0.005


def ours(sentences, counts, epochs: int):
    how = {"learning_rate": RATE, "t": T, "seed": SEED, "form": "code"}  # gensim's subsampling
    return timed(lambda: w2v.fast_train(sentences, counts, D, WINDOW, NEGATIVES, epochs, **how))


def gensim(sentences, counts, epochs: int, from_file: bool):
    """Its vectors in our order, and the time of training alone, from a list or, in C, a file."""
    from gensim.models import Word2Vec

    model = Word2Vec(
        **{"vector_size": D, "window": WINDOW, "negative": NEGATIVES, "sample": T, "sg": 1},
        **{"alpha": RATE, "min_alpha": RATE * 1e-4, "min_count": 1, "workers": 1, "seed": SEED},
    )
    texts = [[str(word) for word in sentence] for sentence in sentences]
    model.build_vocab(texts)
    how = {"total_examples": len(texts), "total_words": int(counts.sum()), "epochs": epochs}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "text"
        path.write_text("\n".join(" ".join(text) for text in texts) + "\n", encoding="utf-8")
        where = {"corpus_file": str(path)} if from_file else {"corpus_iterable": texts}
        _, seconds = timed(lambda: model.train(**where, **how))
    p = w2v.word2vec_parameters(len(counts), D, np.random.default_rng(SEED))
    for row, name in enumerate(model.wv.index_to_key):
        p["E"][int(name)], p["E_out"][int(name)] = model.wv.vectors[row], model.syn1neg[row]
    return p, seconds


def main() -> int:
    try:
        from gensim.models.word2vec import FAST_VERSION
    except ImportError as missing:
        print(f"{missing.name} is missing; this benchmark needs gensim, which the course does not:")
        print(f"{sys.executable} -m pip install --no-deps gensim smart_open wrapt")
        return 1
    assert FAST_VERSION >= 0, "gensim's compiled code is missing: its Python would be no peer"
    one_thread()
    epochs = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    verses = bible.load().sentences
    sentences = [verse for i, verse in enumerate(verses) if i % EVERY]
    counts = np.bincount(np.concatenate(sentences))
    held = [verse[verse < len(counts)] for verse in verses[::EVERY]]
    print(f"Skip-gram, {counts.sum():,} words of {len(counts):,} kinds, epochs: {epochs}, D={D}")
    print(f"window {WINDOW}, {NEGATIVES} negatives, t={T}, one thread, best of {ROUNDS}")
    runs = {
        "gensim, from a list": lambda: gensim(sentences, counts, epochs, False),
        "gensim, from a file": lambda: gensim(sentences, counts, epochs, True),
        "NumPy": lambda: ours(sentences, counts, epochs),
    }
    rate, loss = dict.fromkeys(runs, 0.0), {}
    for _ in range(ROUNDS):  # in turns: noise then hits all alike
        for who, run in runs.items():
            p, seconds = run()
            rate[who] = max(rate[who], epochs * counts.sum() / seconds)
            loss[who] = w2v.heldout_loss(held, counts, p, WINDOW, NEGATIVES, T, form="code")
    for who in runs:
        print(f"{who:22}{rate[who]:12,.0f} words/s   held-out loss {loss[who]:.4f} nats a pair")
    peer = max(list(runs)[:2], key=rate.get)  # the faster of the two
    ratio, worse = rate[peer] / rate["NumPy"], loss["NumPy"] - loss[peer]
    good = ratio <= 1 / FASTER and worse <= CLOSE
    print(f"ratio of time {ratio:.2f}, {1 / ratio:.2f} times as fast, loss {worse:+.4f}")
    print(f"target {1 / FASTER} with at most {CLOSE:+}: {'met' if good else 'MISSED'}")
    return 0 if good else 1


if __name__ == "__main__":
    raise SystemExit(main())
