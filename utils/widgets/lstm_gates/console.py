"""The gate console: one memory cell reads a scene, and any of its gates can be held."""

from math import log

import numpy as np

from utils.plots import lstm_gates as plots
from utils.widgets.canvas import mosaic
from utils.widgets.live import Live, choice, slider
from utils.widgets.lstm_gates.scenes import GATES, SCENES, T, run, span

FREE = "free"
HELD = {FREE: None} | {f"{k / 20:.2f}": k / 20 for k in range(21)}
CLOSE = 0.1  # an answer this near to what is asked is right
NAMES = {"f": "forget gate f", "i": "input gate i", "o": "output gate o"}
WIDE = (
    [["step", "gates"], ["step", "c"], ["step", "h"]],
    {"width_ratios": (1, 1.05), "height_ratios": (1.1, 1, 1)},
)
TALL = [["step"], ["gates"], ["c"], ["h"]], {"height_ratios": (2.6, 1.3, 1, 1)}


def console_numbers(state: dict) -> dict:
    """From step, scene and {"f", "i", "o"}: "free" or a number in words, to the cell at work.

    "run" and "free": what `run` gives, with the gates held and all free; "step": what
    `draw_cell_step` takes; "held": {gate: value}; "wanted"; "asked", "right" and "right_free":
    how many answers are asked for, and are within CLOSE; "off" and "off_t": how far c is at most
    from that of the free run, and when.
    """
    scene, t = state["scene"], state["step"]
    held = [HELD[state[gate]] for gate in GATES]
    ours, free, wanted = run(scene, *held), run(scene, None, None, None), SCENES[scene].wanted
    step = {name: float(values[t - 1]) for name, values in ours.items()}
    step |= {"kept": step["f"] * step["c_prev"], "written": step["i"] * step["c_tilde"]}
    step["held"] = [gate for gate, value in zip(GATES, held, strict=True) if value is not None]

    def right(ran):
        return sum(int((np.abs(ran[name] - wanted[name]) <= CLOSE).sum()) for name in "ch")

    off = np.abs(ours["c"] - free["c"])
    return {
        **{"run": ours, "free": free, "wanted": wanted, "step": step, "t": t, "scene": scene},
        **{"held": {gate: HELD[state[gate]] for gate in step["held"]}, "span": span(scene)},
        **{"asked": sum(int(np.isfinite(wanted[name]).sum()) for name in "ch")},
        **{"right": right(ours), "right_free": right(free)},
        **{"off": float(off.max()), "off_t": int(off.argmax()) + 1},
    }


def _happens(step: dict) -> str:
    """In words, what the gates do in this step."""
    said = [f"{'something' if abs(step['written']) > 0.05 else 'nothing much'} is written"]
    if abs(step["c_prev"]) > 0.05:
        f = step["f"]
        kept = "kept" if f > 0.95 else "dropped" if f < 0.05 else f"kept to {f:.0%}"
        said.insert(0, f"the old is {kept}")
    said.append("the cell is read" if step["o"] > 0.5 else "the cell is silent")
    return ", ".join(said)


def _of_held(gate: str, value: float) -> str:
    """What holding a gate at a value does."""
    part = f"{value:.0%}"
    if gate == "i":
        by_value = {0.0: "it is deaf: nothing is written", 1.0: "it writes down everything"}
        return by_value.get(value, f"{part} of every candidate is written")
    if gate == "o":
        by_value = {0.0: "it may remember, but says nothing", 1.0: "it always says what it has"}
        return by_value.get(value, f"{part} of tanh(c) is said")
    if value in (0.0, 1.0):
        return "it never forgets" if value else "it forgets all at every step"
    return f"half of what it has is gone after {log(0.5) / log(value):.1f} steps"


def _reading(n: dict) -> str:
    """The step's sum with its numbers, what the held gates do, and how that differs."""
    w = plots.step_words(n["step"])
    label = SCENES[n["scene"]].labels[n["t"] - 1].strip().replace("\n", ", ")
    told = (
        f"Step {n['t']} of {T}, input {label}: {_happens(n['step'])}. c = f·c + i·c̃ = "
        f"{w['f']}·{w['c_prev']} + {w['i']}·{w['c_tilde']} = {w['kept']} + {w['written']} = "
        f"{w['c']}; h = o·tanh(c) = {w['o']}·{w['tanh_c']} = {w['h']}. "
    )
    told = told.replace("+ −", "− ")
    right = f"{n['right']} of {n['asked']} answers are right"
    if not n["held"]:
        return told + f"All gates are free: {right}."
    for gate, value in n["held"].items():
        told += f"{gate} held at {value:.2f}: {_of_held(gate, value)}. "
    if n["held"].get("i") == n["held"].get("f") == 1:
        told += "Everything is added up, without a bound; h stays below 1. "
    differs = "The cell is that of the free run"
    if n["off"] >= 0.005:
        differs = f"The cell is up to {n['off']:.2f} off the free run (step {n['off_t']})"
    return told + f"{differs}; {right}, {n['right_free']} when all gates are free."


def explore_gates() -> Live:
    """One memory cell, step by step: hold any gate and see what is kept, written and read."""

    def draw(figure, n):
        axes = mosaic(figure, WIDE, TALL)
        t = n["t"]
        artists = {"step": plots.draw_cell_step(axes["step"], n["step"], n["span"])}
        artists["gates"] = plots.draw_gate_bars(axes["gates"], n["run"], t, n["held"])
        for name, label in (("c", "cell c"), ("h", "output h")):
            artists[name] = plots.draw_trace(
                axes[name], n["run"][name], n["free"][name], n["wanted"][name], t, label
            )
        axes["h"].set_ylim(-1.1, 1.1)
        axes["c"].set_xlabel("")
        figure.legend(handles=[artists["h"][k] for k in ("line", "free", "wanted")], ncols=3,
                      loc="outside lower right", frameon=False)  # fmt: skip
        artists["shown"] = None
        _scene(artists, n)
        return artists

    def _scene(artists, n):
        """What belongs to a scene: the scale of the cell, and the inputs. Redraws the axes."""
        if artists["shown"] == n["scene"]:
            return
        artists["shown"] = n["scene"]
        plots.span_cell_step(artists["step"], n["span"])
        artists["c"]["line"].axes.set_ylim(n["span"])
        artists["gates"]["now"].axes.set_xticks(range(1, T + 1), SCENES[n["scene"]].labels)

    def update(artists, n):
        _scene(artists, n)
        plots.update_cell_step(artists["step"], n["step"])
        plots.update_gate_bars(artists["gates"], n["run"], n["t"], n["held"])
        for name in "ch":
            plots.update_trace(
                artists[name], n["run"][name], n["free"][name], n["wanted"][name], n["t"]
            )

    return Live(
        title="The gate console",
        controls={
            "step": slider("step", 2, 1, T, 1),
            "scene": choice("scene", SCENES),
            **{gate: choice(NAMES[gate], HELD, slides=True) for gate in GATES},
        },
        play="step",
        numbers=console_numbers,
        draw=draw,
        update=update,
        reading=_reading,
        alt="Left one step as four rows of bars on one scale: the old cell, cut by the forget gate "
        "f; the candidate, cut by the input gate i; the new cell, which is what was kept in orange "
        "and what was written in blue end to end; tanh of it, cut by the output gate o, in "
        "green. What a gate holds back is hatched. Right over all steps: the inputs, the three "
        "gates as levels, the cell c and the output h in black, those of the free run dashed in "
        "grey, and what is asked for as diamonds.",
        figsize=(9.8, 5.2),
        narrow=(4.6, 9.4),
    )
