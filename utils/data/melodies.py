"""Melodies of eight bars with a meter, a motif that returns, and an end on the tonic.

A walk on the scale of C: mostly small steps; the notes of the chord are likelier on the strong
beats, the first and the third; only weak beats may be silent. The first bar is the motif, and
wherever FORM names it again it comes back note for note.
As the generator is ours, the loss of the best possible predictor is known: `floors`.
"""

from typing import NamedTuple

import numpy as np

from utils import validate

REST = 0
PITCHES = (60, 62, 64, 65, 67, 69, 71, 72)  # token k > 0 is PITCHES[k - 1], as MIDI numbers them
NAMES = ("–", "C", "D", "E", "F", "G", "A", "B", "c")  # of the tokens
TOKENS = len(NAMES)
FORM, BEATS = "ABACDEAF", 4  # a letter for each bar
LENGTH = len(FORM) * BEATS

_CHORD = np.array([1, 0, 1, 0, 1, 0, 0, 1.0])  # do, mi, so, do
_STEPS = np.array([1, 4, 2, 1, 0, 0, 0, 0.0])  # how likely a step of 0, 1, 2, … degrees is
_SILENT, _STRONG = 0.25, 4.0  # p(rest) on weak beats; a chord's note on strong beats, to others


class Melodies(NamedTuple):
    """Time goes down the rows, as the recurrent layers have it."""

    notes: np.ndarray  # (LENGTH, n) int64, 0 for a rest
    nats: np.ndarray  # (LENGTH, n): −ln p(note | all notes before it), which nobody can go below


def sample(n: int, rng: np.random.Generator) -> Melodies:
    """Draw n melodies. Raises ValueError when n < 1 or rng is no Generator.

    >>> notes = sample(1, np.random.default_rng(0)).notes[:, 0]
    >>> for bar in notes.reshape(-1, BEATS)[[0, 1, 2, -1]]:
    ...     print(" ".join(NAMES[note] for note in bar))
    G D C –
    E G G A
    G D C –
    C – E C
    """
    n = validate.count("n", n)
    validate.generator("rng", rng)
    notes, nats = np.zeros((LENGTH, n), np.int64), np.zeros((LENGTH, n))
    last = np.zeros(n, np.int64)  # the pitch that sounded last, from 0
    for t in range(LENGTH):
        if first_time(t) < t:
            notes[t] = notes[first_time(t)]
        else:
            p = _next(t)[last]  # (n, TOKENS)
            notes[t] = (rng.random((n, 1)) >= p.cumsum(axis=1)[:, :-1]).sum(axis=1)
            nats[t] = -np.log(p[np.arange(n), notes[t]])
        last = np.where(notes[t] == REST, last, notes[t] - 1)
    return Melodies(notes, nats)


def first_time(t: int) -> int:
    """Return where the bar of beat t came first: t itself unless the bar is the motif again.

    >>> first_time(3), first_time(2 * BEATS + 3)
    (3, 3)
    """
    bar, beat = divmod(t, BEATS)
    return FORM.index(FORM[bar]) * BEATS + beat


class Floors(NamedTuple):
    """Mean −ln p of each note in nats, for two predictors who know the generator."""

    best: np.ndarray  # (LENGTH,): knows all notes before
    forgetful: np.ndarray  # (LENGTH,): knows the beat and the last pitch, but not the motif


def floors() -> Floors:
    """Compute exactly what a predictor can reach, by the chain rule over the walk.

    With p_t(pitch) the distribution of the last pitch before t and q_t(· | pitch) the walk's,
    H_t = Σ_pitch p_t(pitch) H(q_t(· | pitch)), and 0 where the motif returns. The mean over
    t ≥ 1 is the floor of a network that sees notes 0 … t − 1.

    >>> best, forgetful = floors()
    >>> round(float(best[1:].mean()), 3), round(float(forgetful[1:].mean()), 3)
    (1.12, 1.518)
    """
    joint = [np.full((8, 8), 1 / 64)]  # p(first pitch of the motif, last pitch), before each t
    best, forgetful = np.zeros(LENGTH), np.zeros(LENGTH)
    for t in range(LENGTH):
        then, last = first_time(t), joint[t].sum(axis=0)
        if then == t:
            best[t] = forgetful[t] = last @ _entropy(_next(t))
            move = _next(t)[:, 1:] + np.diag(_next(t)[:, REST])  # a rest keeps the pitch
            # the first note is the motif's, whatever stood before it
            joint.append(np.diag(move[0]) if t == 0 else joint[t] @ move)
        else:
            # inside the bar its last pitch says as much as the first time; at its first beat
            # H(first pitch | last pitch) = H(both) − H(last pitch)
            both = _entropy(joint[t].reshape(1, -1))[0]
            forgetful[t] = forgetful[then] if t % BEATS else both - _entropy(last[None])[0]
            joint.append(joint[then + 1])
    return Floors(best, forgetful)


def _next(t: int) -> np.ndarray:
    """q_t(token | last pitch), without the motif: (8, TOKENS)."""
    if t == LENGTH - 1:
        weight = np.tile(np.eye(8)[0], (8, 1))  # the tonic
    elif t == 0:
        weight = np.tile(_CHORD, (8, 1))
    else:
        weight = _STEPS[abs(np.subtract.outer(np.arange(8), np.arange(8)))]
        if t % 2 == 0:
            weight = weight * np.where(_CHORD, _STRONG, 1.0)
    p = weight / weight.sum(axis=1, keepdims=True)
    silent = _SILENT if t % 2 and t < LENGTH - 1 else 0.0
    return np.hstack([np.full((8, 1), silent), (1 - silent) * p])


def _entropy(p: np.ndarray) -> np.ndarray:
    """−Σ p ln p of each row, with 0 ln 0 = 0."""
    return -(p * np.log(np.where(p > 0, p, 1.0))).sum(axis=1)
