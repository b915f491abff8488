// What notebook.py does to the open notebook, by JupyterLab's own commands. Each part waits for
// what its command must have changed in the notebook's model, and throws when it has not.
window.course = {
  panel: null,

  // Open the file at `path`, or take the notebook that is open already.
  async open(path) {
    const open = { path, factory: "Notebook" };
    this.panel = path
      ? await jupyterapp.commands.execute("docmanager:open", open)
      : jupyterapp.shell.currentWidget;
    await this.panel.revealed;
    await this.panel.sessionContext.ready;
    await this.idle();
  },

  async close() {
    await this.panel.sessionContext.shutdown();
    this.panel.dispose();
  },

  async execute(command) {
    jupyterapp.shell.activateById(this.panel.id);
    await this.until(() => jupyterapp.shell.currentWidget === this.panel);
    await jupyterapp.commands.execute(command);
  },

  async until(done) {
    while (!done()) await new Promise((wake) => setTimeout(wake, 20));
  },

  idle() {
    return this.until(() => this.panel.sessionContext.session?.kernel?.status === "idle");
  },

  cells() {
    const code = (cell) => cell.model.type === "code" && cell.model.sharedModel.source.trim();
    return this.panel.content.widgets.filter(code);
  },

  // The ids of the code cells with `text` in their source, in order.
  find(text) {
    const has = (cell) => cell.model.sharedModel.source.includes(text);
    return this.cells().filter(has).map((cell) => cell.model.id);
  },

  add(source) {
    const model = this.panel.content.model.sharedModel;
    return model.addCell({ cell_type: "code", source }).id;
  },

  remove(id) {
    const { sharedModel } = this.panel.content.model;
    sharedModel.deleteCell(sharedModel.cells.findIndex((cell) => cell.id === id));
  },

  // Make this the active cell, on the screen, and let locators find it by its id.
  async select(id) {
    const { content } = this.panel;
    const place = content.widgets.findIndex((cell) => cell.model.id === id);
    const cell = content.widgets[place];
    content.deselectAll();
    content.activeCellIndex = place;
    await content.scrollToItem(place, "center");
    await cell.ready;
    cell.node.dataset.testCell = id;
    return cell;
  },

  async show(id) {
    await this.select(id);
  },

  write(id, source) {
    this.cells().find((cell) => cell.model.id === id).model.sharedModel.setSource(source);
  },

  async run(id) {
    const cell = await this.select(id);
    await this.ran([cell], "notebook:run-cell");
  },

  runAll() {
    return this.ran(this.cells(), "notebook:run-all-cells");
  },

  // A notebook keeps the numbers of its last run; without them, a number means "done now".
  async ran(cells, command) {
    await this.idle();
    for (const cell of cells) cell.model.clearExecution();
    await this.execute(command);
    await this.idle();
    for (const { model } of cells) {
      const wrong = model.outputs.toJSON().find(
        (output) => output.output_type === "error" || output.name === "stderr",
      );
      if (wrong) throw new Error(`${model.sharedModel.source}\n${JSON.stringify(wrong)}`);
      if (!model.executionCount) throw new Error(`not run: ${model.sharedModel.source}`);
    }
  },

  async save() {
    await this.execute("docmanager:save");
    await this.until(() => !this.panel.context.model.dirty);
  },

  async restart() {
    const { kernel } = this.panel.sessionContext.session;
    const seen = new Set();
    const note = (_, status) => seen.add(status);
    kernel.statusChanged.connect(note);
    const restarted = this.execute("notebook:restart-kernel");
    const sure = () => document.querySelector(".jp-Dialog .jp-mod-accept");
    await this.until(sure);
    sure().click();
    await restarted;
    kernel.statusChanged.disconnect(note);
    if (!seen.has("restarting")) throw new Error(`not restarted: ${[...seen]}`);
    await this.idle();
  },

  async shutDown() {
    await this.execute("kernelmenu:shutdown");
    await this.until(() => !this.panel.sessionContext.session?.kernel);
  },
};
