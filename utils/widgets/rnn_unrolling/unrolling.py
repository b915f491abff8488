"""The unrolling animator: a network of two units reads a few steps, then the gradient goes back."""

import ipywidgets as widgets
import numpy as np

from utils.numpy_impl import rnn_unrolling as ru
from utils.plots import rnn_unrolling as plots
from utils.plots.convolution import number
from utils.widgets.canvas import stacked
from utils.widgets.live import Live, slider

LONGEST = 5
# W, v, and a U that turns the state by the angle of a triangle 3-4-5; the biases are 0.
W, V, TURN = np.array([[1.0, 0.5]]), np.array([1.0, 1.0]), np.array([[0.8, 0.6], [-0.6, 0.8]])
WHO = {"dog": 1.0, "man": -1.0}


def _sentence(text: str, wanted: float) -> tuple[np.ndarray, np.ndarray, list[str]]:
    words = text.split()
    return np.array([WHO.get(word, 0.0) for word in words]), np.full(len(words), wanted), words


SEQUENCES = {
    "a 1, then silence": (np.eye(LONGEST)[0], np.ones(LONGEST), []),
    "bits, wanted: their parity": (np.array([1.0, 0, 1, 1, 0]), np.array([1.0, 1, 0, 1, 1]), []),
    ru.SENTENCES[0]: _sentence(ru.SENTENCES[0], 1.0),
    ru.SENTENCES[1]: _sentence(ru.SENTENCES[1], -1.0),
}
"""Inputs, targets and words. Of the sentences, wanted is whether the dog bites: 1 or −1."""
LOSSES = {"the last step": "last", "every step": "every"}


def unrolling_numbers(state: dict) -> dict:
    """From the controls to all numbers of the way forward and back, and how far it has come.

    `step` is 1 … T for reading, T + 1 for the loss, then up to 2T + 1 for the way back. Steps have
    the keys that `draw_unrolled` takes; "own" and "carry" (T, 2) sum to "dh"; "z" (T, 2).
    """
    T, step, f = state["T"], state["step"], state["activation"]
    x, target, words = (part[:T] for part in SEQUENCES[state["sequence"]])
    U = state["radius"] * TURN
    H, caches, b = [np.zeros((1, 2))], [], np.zeros(2)
    for x_t in x:
        h, cache = ru.rnn_step_forward([[x_t]], H[-1], W, U, b, f)
        H.append(h)
        caches.append(cache)
    H = np.stack(H)  # (T + 1, 1, 2)
    at = LOSSES[state["loss"]]
    y = target[:, None] if at == "every" else target[-1:]
    weights = {"W": W, "U": U, "b": b, "v": V, "c": 0.0}
    J, run = ru.rnn_model_forward(x[:, None, None], y, weights, at, activation=f)
    dy = ru.output_gradient(1.0, run)
    own, carry, dh, dz = (np.zeros((T, 2)) for _ in range(4))
    own += ru.readout_backward(dy, run.head)[0][:, 0]
    terms = np.zeros((T, 2, 2))
    back = np.zeros((1, 2))
    for t in reversed(range(T)):
        carry[t] = back[0]
        dh[t] = own[t] + carry[t]
        _, back, _, terms[t], dz[t] = ru.rnn_step_backward(dh[t : t + 1], caches[t])
    forward, backward = min(step, T), max(0, step - T - 1)
    phase = "forward" if step <= T else "backward" if backward else "the loss"
    now = min(step, T, 2 * T + 2 - step)  # the step of the sequence, from 1
    title = f"Step {step} of {2 * T + 1}: {phase}" + ("" if phase == "the loss" else f", t = {now}")
    marks = [f"t = {t + 1}" if not words else f"{t + 1} · {words[t]}" for t in range(T)]
    n = {
        **{"W": W, "U": U, "v": V, "x": x, "y": run.Y[:, 0], "target": target, "labels": marks},
        **{"counted": run.counted[:, 0], "H": H[:, 0], "dh": dh, "dz": dz, "terms": terms},
        **{"own": own, "carry": carry, "dy": dy[:, 0], "J": float(J), "activation": f},
        **{
            "slope": np.array([cache[-1][0] for cache in caches]),
        },
        **{"title": title, "phase": phase, "t": now, "at": at},
        **{"forward": forward, "turned": step > T, "backward": backward},
    }
    return n | {"formula": _formula(n)}


def _sub(text: str, t: int) -> str:
    return text + "₀₁₂₃₄₅"[t]


def _vector(values) -> str:
    return "(" + ", ".join(number(v) for v in values) + ")"


def _formula(n: dict) -> str:
    """What is computed in this step, in symbols."""
    t, T, f = n["t"], len(n["x"]), n["activation"]
    h, before, dh, dz = (_sub(*of) for of in (("h", t), ("h", t - 1), ("dh", t), ("dz", t)))
    if n["phase"] == "forward":
        return f"{h} = {f}({_sub('x', t)} W + {before} U),  {_sub('ŷ', t)} = ⟨v, {h}⟩"
    if n["phase"] == "the loss":
        of = f"J = ½ ({_sub('ŷ', T)} − target)²,  {_sub('dŷ', T)} = {_sub('ŷ', T)} − target"
        every = f"J = mean of ½ (ŷ − target)²,  dŷ = (ŷ − target) / {T}"
        return of if n["at"] == "last" else every
    sent = [f"{_sub('dŷ', t)} v"] if n["counted"][t - 1] else []
    sent += [f"{_sub('dz', t + 1)} Uᵀ"] if t < T else []
    return f"{dh} = {' + '.join(sent)},  {dz} = {dh} ⊙ f′,  dU += {before}ᵀ {dz}"


def _forward(n: dict) -> str:
    t = n["t"]
    from_x, from_h = n["x"][t - 1] * n["W"][0], n["H"][t - 1] @ n["U"]
    memory = " W, U and v are those of every step."
    if t == 1:
        memory = " h₀ is 0: there is nothing to remember yet."
    return (
        f"{_vector(from_x)} from {_sub('x', t)} + {_vector(from_h)} from {_sub('h', t - 1)} = "
        f"{_vector(from_x + from_h)}, and f of it is {_sub('h', t)} = {_vector(n['H'][t])}; "
        f"{_sub('ŷ', t)} = {number(n['y'][t - 1])}.{memory}"
    )


def _loss(n: dict) -> str:
    T = len(n["x"])
    if n["at"] == "last":
        y, wanted = n["y"][-1], n["target"][-1]
        told = f"{_sub('ŷ', T)} is {number(y)}, wanted is {number(wanted)}: J = {n['J']:.3f} and "
        told += f"{_sub('dŷ', T)} = {number(n['dy'][-1])}"
    else:
        told = f"Every output is compared: J = {n['J']:.3f} and dŷ = {_vector(n['dy'])}"
    return f"{told}. Now the way turns, back through the same v and U."


def _backward(n: dict) -> str:
    t, T = n["t"], len(n["x"])
    sent = [f"{_vector(n['own'][t - 1])} from its own loss"] if n["counted"][t - 1] else []
    sent += [f"{_vector(n['carry'][t - 1])} carried from t = {t + 1}"] if t < T else []
    sizes, norms = (np.linalg.norm(n[of], axis=(1, 2)[: n[of].ndim - 1]) for of in ("dh", "terms"))
    whole = f" = {_vector(n['dh'][t - 1])}" if len(sent) > 1 else ""
    compared = (
        f", {sizes[t - 1] / sizes[-1]:.2f} of {_sub('dh', T)}’s" if t < T and sizes[-1] else ""
    )
    term = f"{_sub('h', t - 1)}ᵀ {_sub('dz', t)}"
    if t > 1:
        added = f"dU gains {term}, of norm {norms[t - 1]:.2g}: term {T - t + 1} of {T}"
    elif norms.any():
        added = (
            f"{term} is 0, as h₀ is. dU is complete: its largest term, of norm {norms.max():.2g}, "
        )
        added += f"is that of t = {norms.argmax() + 1}"
    else:
        added = "dU is complete, and 0"
    return (
        f"{_sub('dh', t)} = {' + '.join(sent)}{whole}, of norm {sizes[t - 1]:.2g}{compared}. "
        f"Times f′ = {_vector(n['slope'][t - 1])}: {_sub('dz', t)} = {_vector(n['dz'][t - 1])}. "
        f"{added}."
    )


def _reading(n: dict) -> str:
    """Say what has just happened, with its numbers."""
    say = {"forward": _forward, "the loss": _loss, "backward": _backward}[n["phase"]]
    return f"{n['title']}. {say(n)}"


def explore_unrolling() -> Live:
    """Read a sequence step by step, then send the gradient of its loss back, term by term."""
    return Live(
        title="A network unrolled in time",
        controls={
            "step": slider("step", 7, 1, 9, 1),
            "T": slider("length T", 4, 1, LONGEST, 1),
            "radius": slider("spectral radius ρ(U)", 1.0, 0.0, 1.5, 0.1, ".1f"),
            "sequence": widgets.Dropdown(options=list(SEQUENCES), description="sequence"),
            "loss": widgets.Dropdown(options=list(LOSSES), description="loss at"),
            "activation": widgets.Dropdown(
                options=list(ru.RNN_ACTIVATIONS), description="activation f"
            ),
        },
        play="step",
        tops=lambda state: {"step": 2 * state["T"] + 1},
        numbers=unrolling_numbers,
        draw=lambda figure, n: plots.draw_unrolled(
            figure.subplots(), n, stacked(figure), room=LONGEST
        ),
        update=plots.update_unrolled,
        reading=_reading,
        alt="Columns of numbers, one for each step: target, output ŷ, state h with its gradients "
        "dh and dz, input x, and below the term that the step adds to dU. Blue arrows are W, "
        "orange ones U, green ones v; left the weights, once for all steps. What "
        "has just been computed is yellow; what has not been reached is empty.",
        figsize=(9.6, 5.7),
        narrow=(4.6, 10.6),
    )
