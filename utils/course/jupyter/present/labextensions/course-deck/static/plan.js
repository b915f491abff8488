// What the keys lead through: the steps of a deck, each of which shows something new.

const text = ({ model }) => model.sharedModel.source.trim();
const kindOf = ({ model }) => model.getMetadata("slideshow")?.slide_type || null;

// Whether a slide shows anything of a cell: of one with its source folded, only what it printed.
function says(cell) {
  const folded = cell.model.getMetadata("jupyter")?.source_hidden;
  return Boolean((text(cell) && !folded) || cell.model.outputs?.length);
}

// The cells of the deck's part, from the first to before the second: up to *Further*, or from there.
function bounds(cells, part) {
  const further = cells.findIndex((cell) => cell.model.type === "markdown" && /^# Further\b/.test(text(cell)));
  const end = further < 0 ? cells.length : further;
  return part === "further" ? [end, cells.length] : [0, end];
}

// The steps of `part`: each slide, subslide or fragment that shows something. Of each: `cells` that
// show something, `slide` (the index of the slide's first cell) and `number`, counted from 1.
export function plan(cells, part) {
  const [from, to] = bounds(cells, part);
  const steps = [];
  let slide = from;
  for (let index = from; index < to; index++) {
    const kind = kindOf(cells[index]);
    if (kind === "skip" || kind === "notes") continue;
    if (kind === "slide" || kind === "subslide") slide = index;
    if (kind || !steps.length) steps.push({ cells: [], slide, fragment: kind === "fragment" });
    if (says(cells[index])) steps.at(-1).cells.push(index);
  }
  const shown = steps.filter((step) => step.cells.length);
  const slides = [...new Set(shown.map((step) => step.slide))];
  for (const step of shown) step.number = slides.indexOf(step.slide) + 1;
  return { steps: shown, total: slides.length };
}

// The step that has the cell at `index`; where none has it, the last one that begins before.
export function stepAt(steps, index) {
  return steps.findLast((step) => step.cells[0] <= index) || steps[0];
}

// The cell to make the active one. subtle: the slides show a fragment up to the active cell, and a
// slide's cells all at once; a cell without a height could not have the focus.
export function activeOf(step) {
  return step.fragment ? step.cells.at(-1) : step.cells[0];
}
