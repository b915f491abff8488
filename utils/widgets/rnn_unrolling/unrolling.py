"""The unrolling animator: a network of two units reads a few steps, then the gradient goes back."""

import numpy as np

from utils.numpy_impl import rnn_unrolling as ru
from utils.plots import rnn_unrolling as plots
from utils.plots.convolution import number
from utils.widgets.canvas import stacked
from utils.widgets.live import Live, choice, slider

LONGEST = 5
# W, v, and a U that turns the state by the angle of a triangle 3-4-5; the biases are 0.
W, V, TURN = np.array([[1.0, 0.5]]), np.array([1.0, 1.0]), np.array([[0.8, 0.6], [-0.6, 0.8]])
RATE = 0.1  # of the step that is tried in the end
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


def _model(sequence: str, U, state: dict):
    """J and the run of the network with this U, as `rnn_model_forward` gives them."""
    x, target, _ = (part[: state["T"]] for part in SEQUENCES[sequence])
    at = LOSSES[state["loss"]]
    weights = {"W": W, "U": U, "b": np.zeros(2), "v": V, "c": 0.0}
    y = target[:, None] if at == "every" else target[-1:]
    return ru.rnn_model_forward(x[:, None, None], y, weights, at, activation=state["activation"])


def unrolling_numbers(state: dict) -> dict:
    """From the controls to all numbers of the way forward and back, and how far it has come.

    `step` is 1 … T for reading, T + 1 for the loss, then up to 2T + 1 for the way back. Beside
    what `draw_unrolled` takes: "own" + "carry" = "dh", and "slope", (T, 2) each; "dy" (T,); "J",
    and "J_after" a step of RATE against dU; "twin": the last output for the other sentence of the
    same words, else None; "phase", and "t" from 1, where the step is.
    """
    T, step, sequence = state["T"], state["step"], state["sequence"]
    x, target, words = (part[:T] for part in SEQUENCES[sequence])
    U = state["radius"] * TURN
    J, run = _model(sequence, U, state)
    dy = ru.output_gradient(1.0, run)
    H = np.concatenate([np.zeros((1, 2)), run.head[0][:, 0]])  # (T + 1, 2), h₀ first
    own, slope = ru.readout_backward(dy, run.head)[0][:, 0], run.states.slope[:, 0]
    carry, dz, terms = np.zeros((T, 2)), np.zeros((T, 2)), np.zeros((T, 2, 2))
    for t in reversed(range(T)):
        dz[t] = (own[t] + carry[t]) * slope[t]
        terms[t] = np.outer(H[t], dz[t])  # H[t] is the state before step t, as h₀ comes first
        if t > 0:
            carry[t - 1] = dz[t] @ U.T
    twin = None
    if sequence in ru.SENTENCES and T == LONGEST:
        other = ru.SENTENCES[1 - ru.SENTENCES.index(sequence)]
        twin = float(_model(other, U, state)[1].Y[-1, 0])
    phase = "forward" if step <= T else "backward" if step > T + 1 else "the loss"
    now = min(step, T, 2 * T + 2 - step)
    title = f"Step {step} of {2 * T + 1}: {phase}" + f", t = {now}" * (phase != "the loss")
    n = {
        **{"W": W, "U": U, "v": V, "x": x, "y": run.Y[:, 0], "target": target, "H": H, "dz": dz},
        **{"counted": run.counted[:, 0], "dh": own + carry, "terms": terms, "slope": slope},
        **{"own": own, "carry": carry, "dy": dy[:, 0], "J": float(J), "twin": twin},
        **{"J_after": float(_model(sequence, U - RATE * terms.sum(axis=0), state)[0])},
        **{"forward": min(step, T), "turned": step > T, "backward": max(0, step - T - 1)},
        **{"phase": phase, "t": now, "at": LOSSES[state["loss"]]},
        **{"activation": state["activation"], "title": title},
        "labels": [f"{t + 1} · {words[t]}" if words else f"t = {t + 1}" for t in range(T)],
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
    elif n["twin"] is not None and t == len(n["x"]):
        memory = f" The same words in the other order end at {number(n['twin'])}."
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
    compared = ""
    if t < T and sizes[-1]:
        compared = f", {sizes[t - 1] / sizes[-1]:.2f} of {_sub('dh', T)}’s"
    term = f"{_sub('h', t - 1)}ᵀ {_sub('dz', t)}"
    if t > 1:
        added = f"dU gains {term}, of norm {norms[t - 1]:.2g}: term {T - t + 1} of {T}"
    else:
        added = f"{term} is 0, as h₀ is. dU is complete"
        if norms.any():
            added += (
                f", most of it from t = {norms.argmax() + 1}; "
                f"U − {RATE} dU would change J from {n['J']:.3f} to {n['J_after']:.3f}"
            )
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
            "sequence": choice("sequence", SEQUENCES),
            "loss": choice("loss at", LOSSES),
            "activation": choice("activation f", ru.RNN_ACTIVATIONS),
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
        figsize=(9.6, 5.0),
        narrow=(4.6, 10.6),
    )
