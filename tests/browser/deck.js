// What deck.py asks of the slide that is shown. Geometry only: nothing is run.
window.DeckSlide = {
  // Until the slide has taken its final size: two frames after its pictures are there.
  async settled() {
    const pictures = [...document.querySelectorAll(".jp-deck-mod-onscreen img")];
    await Promise.all(pictures.map((picture) => picture.decode().catch(() => {})));
    for (let i = 0; i < 2; i++) await new Promise(requestAnimationFrame);
  },

  // What is measured of a slide: its place, what it shows, what sticks out, also of open answers.
  async measure() {
    await this.settled();
    const cells = this.cells();
    const closed = cells.flatMap((cell) => [...cell.querySelectorAll("details:not([open])")]);
    const place = document.querySelector(".course-deck-bar [role=status]").textContent;
    const [number, total] = place.split(" / ").map(Number);
    const report = {
      number,
      total,
      cells: cells.map((cell) => cell.dataset.windowedListIndex),
      out: await this.out(cells),
      code: cells.some((cell) => this.visible(cell, ".jp-InputArea .cm-line").length),
      body: this.smallest(cells, ".jp-RenderedMarkdown :is(p, li)"),
    };
    for (const answer of closed) answer.open = true;
    if (closed.length) {
      await this.settled();
      report.out.push(...(await this.out(cells)).map(([name, by]) => [`opened: ${name}`, by]));
    }
    for (const answer of closed) answer.open = false;
    return report;
  },

  // What sticks out for good: an equation may still be on its way.
  async out(cells) {
    for (let turn = 0; turn < 3 && this.stickingOut(cells).length; turn++) {
      await new Promise((wake) => setTimeout(wake, 200));
      await this.settled();
    }
    return this.stickingOut(cells);
  },

  cells() {
    const shown = document.querySelectorAll(".jp-deck-mod-onscreen.jp-deck-mod-visible");
    return [...shown].filter((cell) => cell.offsetHeight);
  },

  visible(cell, selector) {
    return [...cell.querySelectorAll(selector)].filter((node) => node.checkVisibility());
  },

  smallest(cells, selector) {
    const sizes = cells
      .flatMap((cell) => this.visible(cell, selector))
      .map((node) => parseFloat(getComputedStyle(node).fontSize));
    return sizes.length ? Math.min(...sizes) : null;
  },

  // Each text or picture that is not wholly inside the room of the slides and of every box that
  // cuts off or scrolls, with the pixels by which it sticks out.
  stickingOut(cells) {
    const room = document.querySelector(".jp-Deck").getBoundingClientRect();
    const found = [];
    for (const cell of cells) {
      const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const by = this.beyond(node, room);
        const name = node.textContent.trim().slice(0, 40) || node.nodeName.toLowerCase();
        if (by > 1.5) found.push([name, by]);
      }
    }
    return found;
  },

  beyond(node, room) {
    const isText = node.nodeType === Node.TEXT_NODE;
    if (isText ? !node.data.trim() : !node.matches("img, svg, canvas, input, button, mjx-container"))
      return 0;
    const element = isText ? node.parentElement : node;
    // For screen readers only, or not shown.
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return 0;
    if (element.closest("mjx-assistive-mml, .cm-announced")) return 0;
    if (element.closest("details:not([open])") && !element.closest("summary")) return 0;
    const range = document.createRange();
    range.selectNode(node);
    const boxes = isText ? [...range.getClientRects()] : [node.getBoundingClientRect()];
    const clips = [room];
    for (let box = element.parentElement; box && !box.matches(".jp-Deck"); box = box.parentElement)
      if (getComputedStyle(box).overflow !== "visible") clips.push(box.getBoundingClientRect());
    const out = (box, clip) =>
      Math.max(clip.left - box.left, box.right - clip.right, clip.top - box.top, box.bottom - clip.bottom);
    return Math.max(0, ...boxes.flatMap((box) => clips.map((clip) => out(box, clip))));
  },
};
