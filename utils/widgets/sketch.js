// A square to draw on. The pixels live here while a stroke is made; each change goes to the kernel
// as one byte for each pixel, and ipywidgets holds back all but the newest while it is busy.

const ZOOM = 10;

function make(tag, attributes, text = "") {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.textContent = text;
  return element;
}

function render({ model, el }) {
  const side = model.get("side");
  const size = side * side;
  let ink = new Uint8Array(size);
  let pen = { x: (side - 1) / 2, y: (side - 1) / 2 };
  let down = false; // the key or the mouse that draws is held
  let kept = false; // Enter keeps the pen on the paper
  let ours = false; // the change of `value` comes from here

  el.classList.add("sketch");
  const name =
    `${model.get("label")}, ${side} by ${side} pixels. Arrow keys move the pen, hold Space to ` +
    "draw or press Enter to keep the pen down, Delete clears. The mouse draws too.";
  const sides = (length) => ({ width: length, height: length });
  const named = { tabindex: 0, role: "application", "aria-label": name };
  const canvas = make("canvas", { ...sides(side * ZOOM), ...named });
  // Without this, JupyterLab takes arrows, Enter and Space for its own commands.
  el.dataset.lmSuppressShortcuts = "true";
  el.addEventListener("keydown", (event) => event.stopPropagation());
  const keys =
    "Draw with the mouse, or by keys: arrows move the pen, hold Space to draw, Enter puts the pen " +
    "down or lifts it, Delete clears.";
  const help = make("p", { class: "sketch-help" }, keys);
  const where = make("p", { class: "sketch-where", role: "status" });
  const clear = make("button", { type: "button", class: "jupyter-button" }, "Clear");

  // The samples, if there are any, with a slider to go through them.
  const bytesOf = (view) => new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  const samples = bytesOf(model.get("samples"));
  const count = samples.length / size;
  const picker = make("input", { type: "range", min: 0, max: count - 1, step: 1, value: 0 });
  const row = make("div", { class: "sketch-row" });
  if (count > 0) {
    const label = make("label", {}, model.get("sample_label"));
    label.append(picker);
    row.append(label);
  }
  row.append(clear);
  el.replaceChildren(canvas, help, where, row);

  function sayPicked() {
    picker.setAttribute("aria-valuetext", `picture ${Number(picker.value) + 1} of ${count}`);
  }

  const paper = make("canvas", sides(side));
  function paint() {
    const image = new ImageData(side, side);
    for (let i = 0; i < size; i++) {
      image.data.set([255 - ink[i], 255 - ink[i], 255 - ink[i], 255], 4 * i);
    }
    paper.getContext("2d").putImageData(image, 0, 0);
    const draw = canvas.getContext("2d");
    draw.imageSmoothingEnabled = false;
    draw.drawImage(paper, 0, 0, canvas.width, canvas.height);
    // Digits of the test set fill the middle; a faint square shows how large they are.
    const margin = (side / 7) * ZOOM;
    draw.strokeStyle = "#bbbbbb";
    draw.setLineDash([4, 4]);
    draw.strokeRect(margin, margin, canvas.width - 2 * margin, canvas.height - 2 * margin);
    draw.setLineDash([]);
    if (document.activeElement === canvas) {
      const [x, y] = [(pen.x + 0.5) * ZOOM, (pen.y + 0.5) * ZOOM];
      draw.lineWidth = down || kept ? 4 : 2;
      draw.strokeStyle = "#d55e00";
      draw.beginPath();
      draw.arc(x, y, 0.9 * ZOOM, 0, 2 * Math.PI);
      draw.stroke();
      draw.lineWidth = 1;
    }
  }

  function tell() {
    const place = `Pen at row ${Math.round(pen.y) + 1}, column ${Math.round(pen.x) + 1}`;
    where.textContent = `${place}, ${down || kept ? "drawing" : "lifted"}.`;
  }

  function send() {
    ours = true;
    model.set("value", new DataView(ink.slice().buffer));
    ours = false;
    model.save_changes();
  }

  // A soft round nib, about as wide as the strokes of the test digits.
  function dot(x, y) {
    for (let r = Math.max(0, Math.floor(y - 2)); r <= Math.min(side - 1, Math.ceil(y + 2)); r++) {
      for (let c = Math.max(0, Math.floor(x - 2)); c <= Math.min(side - 1, Math.ceil(x + 2)); c++) {
        const strength = Math.min(1, Math.max(0, 1.7 - Math.hypot(r - y, c - x)));
        ink[r * side + c] = Math.max(ink[r * side + c], Math.round(255 * strength));
      }
    }
  }

  function stroke(to) {
    const steps = Math.max(1, Math.ceil(2 * Math.hypot(to.x - pen.x, to.y - pen.y)));
    for (let k = 0; k <= steps; k++) {
      dot(pen.x + ((to.x - pen.x) * k) / steps, pen.y + ((to.y - pen.y) * k) / steps);
    }
  }

  // `quiet` while a mouse moves: a screen reader would never come to an end.
  function moveTo(to, drawing, quiet = false) {
    const limit = (v) => Math.min(side - 1, Math.max(0, v));
    const end = { x: limit(to.x), y: limit(to.y) };
    if (drawing) stroke(end);
    pen = end;
    paint();
    if (!quiet) tell();
    if (drawing) send();
  }

  function wipe() {
    ink = new Uint8Array(size);
    paint();
    tell();
    send();
  }

  // ---- mouse, finger, stylus
  function place(event) {
    const box = canvas.getBoundingClientRect();
    return {
      x: ((event.clientX - box.left) / box.width) * side - 0.5,
      y: ((event.clientY - box.top) / box.height) * side - 0.5,
    };
  }
  canvas.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    canvas.focus();
    canvas.setPointerCapture(event.pointerId);
    pen = place(event); // a new stroke begins here, not where the last one ended
    down = true;
    moveTo(pen, true);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (down && canvas.hasPointerCapture(event.pointerId)) moveTo(place(event), true, true);
  });
  const lift = () => {
    if (!down) return;
    down = false;
    paint();
    tell();
  };
  canvas.addEventListener("pointerup", lift);
  canvas.addEventListener("pointercancel", lift);

  // ---- keyboard
  const moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const step = (right, below) =>
    moveTo({ x: Math.round(pen.x) + right, y: Math.round(pen.y) + below }, down || kept);
  canvas.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const move = moves[event.key];
    if (move) {
      step(...move);
    } else if (event.key === " ") {
      if (!event.repeat) {
        down = true;
        step(0, 0);
      }
    } else if (event.key === "Enter") {
      if (!event.repeat) {
        kept = !kept;
        step(0, 0);
      }
    } else if (event.key === "Delete" || event.key === "Backspace") {
      wipe();
    } else {
      return;
    }
    event.preventDefault();
  });
  canvas.addEventListener("keyup", (event) => {
    if (event.key === " ") lift();
  });
  canvas.addEventListener("focus", paint);
  canvas.addEventListener("blur", () => {
    down = kept = false;
    paint();
    tell();
  });

  clear.addEventListener("click", wipe);
  picker.addEventListener("input", () => {
    const start = Number(picker.value) * size;
    ink = samples.slice(start, start + size);
    sayPicked();
    paint();
    send();
  });

  function follow() {
    if (ours) return;
    ink = bytesOf(model.get("value")).slice();
    for (let n = 0; n < count; n++) {
      if (ink.every((v, i) => v === samples[n * size + i])) picker.value = n;
    }
    sayPicked();
    paint();
  }
  model.on("change:value", follow);
  follow();
  tell();
  return () => model.off("change:value", follow);
}

export default { render };
