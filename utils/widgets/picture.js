// The live picture: swaps the image when new bytes arrive, reads the state out in a line of text,
// and hides the static copy that the notebook keeps for when there is no kernel. For the whole live
// widget around it, it keeps the names and values of the controls, and the keys that move them.

function hideStaticCopy(el, uid) {
  const scope = el.closest(".jp-OutputArea") ?? document;
  for (const copy of scope.querySelectorAll(`[data-live-copy="${uid}"]`)) {
    (copy.closest(".jp-OutputArea-child") ?? copy).style.display = "none";
  }
}

function setIfOther(node, name, value) {
  if (node.getAttribute(name) !== value) node.setAttribute(name, value);
}

// ipywidgets names no slider, and its sliders over options announce an index: here each control
// gets its label, and says its value as it stands beside it, with its unit.
function nameControls(root, controls) {
  for (const [name, { label, unit, of }] of Object.entries(controls)) {
    const control = root.querySelector(`.live-is-${name}`);
    if (!control) continue;
    const readout = control.querySelector(".widget-readout");
    for (const part of control.querySelectorAll('[role="slider"], input, select')) {
      setIfOther(part, "aria-label", label);
      if (!readout) continue;
      const end = of ? `of ${Number(part.getAttribute("aria-valuemax"))}` : "";
      const said = [readout.textContent, unit, end].filter(Boolean).join(" ");
      setIfOther(part, "aria-valuetext", said);
    }
    if (readout?.isContentEditable) {
      setIfOther(readout, "role", "textbox");
      setIfOther(readout, "aria-label", `${label}, to type in`);
    }
  }
}

// The keys of a control are its own: JupyterLab would delete or insert cells at "d d" or "b".
// Escape gives the keys back to the notebook; running the cell and chords such as Ctrl+S go through.
function keepKeys(root) {
  const keep = ({ target }) => (target.dataset.lmSuppressShortcuts = "true");
  const keyed = (event) => {
    const chord = event.ctrlKey || event.metaKey;
    const runs = event.key === "Enter" && (chord || event.shiftKey);
    if (event.key === "Escape" || runs) root.closest(".jp-Cell")?.focus();
    if (!runs && !(chord && event.key.length === 1 && !event.target.isContentEditable)) return;
    delete event.target.dataset.lmSuppressShortcuts;
    setTimeout(keep, 0, event);
  };
  // subtle: shortcuts are looked for from the focused node upwards, so the root would be too late.
  root.addEventListener("focusin", keep);
  root.addEventListener("keydown", keyed, true);
  return () => {
    root.removeEventListener("focusin", keep);
    root.removeEventListener("keydown", keyed, true);
  };
}

function render({ model, el }) {
  el.classList.add("live-view");
  const image = document.createElement("img");
  image.decoding = "sync";
  const reading = document.createElement("p");
  reading.className = "live-reading";
  reading.setAttribute("role", "status");
  const error = document.createElement("pre");
  error.className = "live-error";
  error.setAttribute("role", "alert");
  const gone = document.createElement("p");
  gone.className = "live-gone";
  gone.setAttribute("role", "alert");
  gone.textContent =
    "No answer from the kernel: it is busy with another cell, or it has stopped. " +
    "If it has stopped, run this cell again to make the picture live.";
  gone.hidden = true;
  el.replaceChildren(image, error, reading, gone);

  let url = null;
  const showPicture = () => {
    answered();
    const old = url;
    url = URL.createObjectURL(new Blob([model.get("image")], { type: "image/jpeg" }));
    image.src = url;
    if (old) setTimeout(() => URL.revokeObjectURL(old), 1000);
  };
  const showText = () => {
    image.alt = model.get("alt");
    reading.textContent = model.get("reading");
    error.textContent = model.get("error");
    error.hidden = !model.get("error");
    image.classList.toggle("live-stale", Boolean(model.get("error")));
  };
  const showSize = () => {
    image.width = model.get("width");
    image.height = model.get("height");
    el.style.setProperty("--live-width", `${model.get("width")}px`);
  };

  // Controls look alive when their kernel is gone. So when the reader acts and no new picture
  // comes, ask the kernel; when it does not answer either, say so.
  let asking = null;
  let waiting = null;
  const answered = () => {
    clearTimeout(asking);
    clearTimeout(waiting);
    gone.hidden = true;
  };
  const ask = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => (gone.hidden = false), 1500);
    try {
      model.send({ type: "still there?" });
    } catch {
      gone.hidden = false;
    }
  };
  const acted = () => {
    clearTimeout(asking);
    asking = setTimeout(ask, 500);
  };
  let root = null;
  let releaseKeys = () => {};
  const actions = ["keydown", "pointerup"];
  // noUiSlider writes the value's text anew at every move, and the readout follows the value.
  const watcher = new MutationObserver(() => nameControls(root, model.get("controls")));
  const watched = { attributeFilter: ["aria-valuetext"], characterData: true, childList: true };
  const sizer = new ResizeObserver(() => {
    // No width at all: hidden, as in a notebook whose tab is not on top.
    if (!el.clientWidth || !image.clientWidth) return;
    const narrow = el.clientWidth < model.get("least");
    // Slides enlarge a picture. In steps, or a window that changes its size would redraw it anew.
    const pixels = (devicePixelRatio * image.clientWidth) / model.get("width");
    const density = Math.min(2, Math.max(1, Math.ceil(2 * pixels - 0.1) / 2));
    if (narrow === model.get("narrow") && density === model.get("density")) return;
    model.set({ narrow, density });
    model.save_changes();
  });

  const listeners = {
    "msg:custom": answered,
    "change:image": showPicture,
    "change:alt change:reading change:error": showText,
    "change:width change:height": showSize,
  };
  for (const [event, act] of Object.entries(listeners)) model.on(event, act);
  showSize();
  showPicture();
  showText();
  // The view is not in the page yet when render is called.
  const timer = setInterval(() => {
    if (!el.isConnected) return;
    clearInterval(timer);
    hideStaticCopy(el, model.get("uid"));
    root = el.closest(".live-root");
    sizer.observe(el);
    sizer.observe(image);
    if (!root) return;
    for (const action of actions) root.addEventListener(action, acted, true);
    releaseKeys = keepKeys(root);
    watcher.observe(root, { ...watched, subtree: true });
    nameControls(root, model.get("controls"));
  }, 20);

  return () => {
    clearInterval(timer);
    watcher.disconnect();
    sizer.disconnect();
    releaseKeys();
    answered();
    for (const action of actions) root?.removeEventListener(action, acted, true);
    for (const [event, act] of Object.entries(listeners)) model.off(event, act);
    if (url) URL.revokeObjectURL(url);
  };
}

export default { render };
