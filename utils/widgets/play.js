// Play and pause: moves a slider's model step by step, as its reader's hand would.

const WHOLE = 10_000; // ms from end to end, if that leaves each step a reasonable time
const SHORTEST = 60;
const LONGEST = 800;

async function render({ model, el }) {
  const id = model.get("slider").replace("IPY_MODEL_", "");
  const slider = await model.widget_manager.get_model(id);
  const button = document.createElement("button");
  button.type = "button";
  button.className = "jupyter-button";
  el.replaceChildren(button);
  let timer = null;
  let ours = false; // the change of the slider comes from here

  function show() {
    const word = timer ? "Pause" : "Play";
    const icon = document.createElement("i");
    icon.className = `fa fa-${word.toLowerCase()}`;
    icon.setAttribute("aria-hidden", "true");
    button.replaceChildren(icon, ` ${word}`);
    button.setAttribute("aria-label", `${word} ${slider.get("description")}`);
    // A screen reader would never come to an end of the readings of a running picture.
    const reading = el.closest(".live-root")?.querySelector(".live-reading");
    reading?.setAttribute("aria-live", timer ? "off" : "polite");
  }

  function stop() {
    clearTimeout(timer);
    timer = null;
    show();
  }

  function move(value) {
    ours = true;
    slider.set("value", value);
    slider.save_changes();
    ours = false;
  }

  function tick() {
    const [value, low, high, step] = ["value", "min", "max", "step"].map((k) => slider.get(k));
    if (value >= high) return stop();
    move(Math.min(high, value + step));
    const pace = WHOLE / ((high - low) / step);
    timer = setTimeout(tick, Math.min(LONGEST, Math.max(SHORTEST, pace)));
  }

  button.addEventListener("click", () => {
    if (timer) return stop();
    if (slider.get("value") >= slider.get("max")) move(slider.get("min"));
    timer = setTimeout(tick, SHORTEST);
    show();
  });
  const moved = () => {
    if (timer && !ours) stop();
  };
  slider.on("change:value", moved);
  show();
  return () => {
    clearTimeout(timer);
    slider.off("change:value", moved);
  };
}

export default { render };
