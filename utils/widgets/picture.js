// The live picture: swaps the image when new bytes arrive, reads the state out in a line of text,
// and hides the static copy that the notebook keeps for when there is no kernel.

function hideStaticCopy(el, uid) {
  const scope = el.closest(".jp-OutputArea") ?? document;
  for (const copy of scope.querySelectorAll(`[data-live-copy="${uid}"]`)) {
    (copy.closest(".jp-OutputArea-child") ?? copy).style.display = "none";
  }
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
  const actions = ["keydown", "pointerup"];

  const listeners = {
    "msg:custom": answered,
    "change:image": showPicture,
    "change:alt change:reading change:error": showText,
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
    for (const action of actions) root?.addEventListener(action, acted, true);
  }, 20);

  return () => {
    clearInterval(timer);
    answered();
    for (const action of actions) root?.removeEventListener(action, acted, true);
    for (const [event, act] of Object.entries(listeners)) model.off(event, act);
    if (url) URL.revokeObjectURL(url);
  };
}

export default { render };
