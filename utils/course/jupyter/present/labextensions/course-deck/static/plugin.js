// What `course present` adds to the slides: keys that always show something new, a slide's number,
// sizes that follow the window, and the place for whoever follows the deck.

import { fit } from "./fit.js";
import { activeOf, plan, stepAt } from "./plan.js";

const PRESENTING = "body[data-jp-deck-mode='presenting']";
// Where a key is for the slides: in a cell that is not being edited, and wherever else the focus may
// be after a start or a click beside the text; not in a dialog.
const SELECTORS = [
  `${PRESENTING} .jp-Deck .jp-Notebook.jp-mod-commandMode:not(.jp-mod-readWrite) :focus`,
  `${PRESENTING} .jp-Deck .jp-Notebook:focus`,
  `${PRESENTING}:not(:has(.jp-Dialog)):not(:has(.jp-Cell :focus))`,
];
const NOTES = new URL("/custom/notes.html", location.href);
const KEYS = {
  next: ["Space", "ArrowRight", "ArrowDown", "PageDown"],
  previous: ["Shift Space", "ArrowLeft", "ArrowUp", "PageUp"],
  first: ["Home"],
  last: ["End"],
  notes: ["N"],
  further: ["F"],
};

export default (IDeckManager) => ({
  id: "course-deck:plugin",
  autoStart: true,
  requires: [IDeckManager],
  activate(app, decks) {
    new Deck(app, decks);
  },
});

class Deck {
  constructor(app, decks) {
    const config = JSON.parse(document.getElementById("jupyter-config-data").textContent);
    this.part = config.courseDeck;
    this.app = app;
    this.decks = decks;
    // Who follows the deck in another tab hears of each slide, and may ask: "where".
    this.channel = new BroadcastChannel("course-deck");
    this.channel.onmessage = ({ data }) => data === "where" && this.channel.postMessage(this.place);
    this.watched = [];
    this.sizes = new ResizeObserver(() => this.later());
    style();
    this.bar = this.makeBar();
    this.addCommands();
    decks.activeChanged.connect(() => this.show());
    window.addEventListener("resize", () => this.later());
    // A picture has a size only when it is there.
    document.addEventListener("load", () => this.later(), true);
  }

  get notebook() {
    return this.decks.activeWidget?.content;
  }

  get presenting() {
    return document.body.matches(PRESENTING) && Boolean(this.notebook?.model);
  }

  get steps() {
    return plan(this.notebook.widgets, this.part).steps;
  }

  addCommands() {
    const { commands } = this.app;
    const add = (name, execute) => commands.addCommand(`course-deck:${name}`, { execute });
    add("next", () => this.go((steps, at) => at + 1));
    add("previous", () => this.go((steps, at) => at - 1));
    add("first", () => this.go(() => 0));
    add("last", () => this.go((steps) => steps.length - 1));
    add("notes", () => window.open(NOTES, "course-notes", "popup,width=1000,height=900"));
    add("further", () => this.otherPart());
    add("run-slide", () => this.runSlide());
    add("run-all", () => this.stay("notebook:run-all-cells", 0, 0));
    const bind = (name, key, selector) =>
      commands.addKeyBinding({ command: `course-deck:${name}`, keys: [key], selector });
    for (const [name, keys] of Object.entries(KEYS))
      for (const key of keys) for (const selector of SELECTORS) bind(name, key, selector);
    bind("run-slide", "Shift Enter", `${PRESENTING} .jp-Deck .jp-Notebook`);
    bind("run-all", "Ctrl Shift Enter", PRESENTING);
    for (const selector of SELECTORS.slice(1))
      commands.addKeyBinding({ command: "deck:stop", keys: ["Escape"], selector });
  }

  async go(to) {
    await this.decks.activeWidget?.revealed;
    const { notebook, steps } = this;
    const at = steps.indexOf(stepAt(steps, notebook.activeCellIndex));
    const step = steps[to(steps, at)];
    if (step) notebook.activeCellIndex = activeOf(step);
    notebook.activeCell.node.focus();
  }

  // From the core to *Further*, where there is one, and back.
  otherPart() {
    const other = this.part === "further" ? "core" : "further";
    if (!plan(this.notebook.widgets, other).steps.length) return;
    this.part = other;
    return this.go(() => 0);
  }

  // Do a command that would go elsewhere, for the cells from `first` to `last`, and stay here.
  async stay(command, first, last) {
    const { notebook } = this;
    // What is asked of a kernel that is still starting gets lost.
    const { sessionContext } = this.decks.activeWidget;
    await sessionContext.ready;
    await sessionContext.session?.kernel?.info;
    const here = notebook.activeCellIndex;
    this.staying = true; // whoever follows the deck does not hear of it
    notebook.deselectAll();
    notebook.activeCellIndex = first;
    notebook.extendContiguousSelectionTo(last);
    const done = this.app.commands.execute(command);
    notebook.deselectAll();
    notebook.activeCellIndex = here;
    this.staying = false;
    await done;
  }

  runSlide() {
    const { notebook, steps } = this;
    const { cells } = stepAt(steps, notebook.activeCellIndex);
    return this.stay("notebook:run-cell", cells[0], cells.at(-1));
  }

  later() {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.show());
  }

  // Bring everything in line with the active cell.
  show() {
    if (!this.presenting || this.staying) return;
    const { notebook } = this;
    const { steps, total } = plan(notebook.widgets, this.part);
    if (!steps.length) return;
    const step = stepAt(steps, notebook.activeCellIndex);
    if (!step.cells.includes(notebook.activeCellIndex)) {
      notebook.activeCellIndex = activeOf(step); // and this is called again
      return;
    }
    this.fit();
    this.bar.querySelector("[role=status]").textContent = `${step.number} / ${total}`;
    this.tell({ cell: step.slide, slide: step.number, of: total });
    if (document.activeElement === document.body) notebook.activeCell.node.focus();
  }

  tell(place) {
    if (JSON.stringify(place) === JSON.stringify(this.place)) return;
    this.place = place;
    this.channel.postMessage(place);
  }

  fit() {
    const { notebook } = this;
    const cells = notebook.widgets.map((cell) => cell.node);
    const shown = cells.filter((cell) => cell.matches(".jp-deck-mod-onscreen"));
    const room = this.decks.activeWidget.node.clientHeight;
    fit(shown, room, () => notebook.viewportNode.offsetHeight);
    // subtle: who begins to observe a cell is told of it at once, so not anew each time.
    if (shown.every((cell) => this.watched.includes(cell))) return;
    this.sizes.disconnect();
    this.watched = shown;
    for (const cell of shown) this.sizes.observe(cell);
  }

  makeBar() {
    const bar = document.createElement("nav");
    bar.className = "course-deck-bar";
    bar.ariaLabel = "Slides";
    const button = (sign, label, command) => {
      const made = document.createElement("button");
      made.textContent = sign;
      made.ariaLabel = made.title = label;
      made.onclick = () => this.app.commands.execute(command);
      return made;
    };
    const number = document.createElement("span");
    number.setAttribute("role", "status");
    bar.append(
      button("‹", "Previous slide", "course-deck:previous"),
      number,
      button("›", "Next slide", "course-deck:next"),
      button("N", "Your notes, in a window that follows", "course-deck:notes"),
      button("×", "Leave the slides", "deck:stop"),
    );
    bar.onmousedown = (event) => event.preventDefault(); // the focus stays on the slide
    document.body.append(bar);
    return bar;
  }
}

function style() {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = new URL("deck.css", import.meta.url);
  document.head.append(link);
}
