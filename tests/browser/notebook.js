// What notebook.py does to an open notebook, by JupyterLab's own commands. Each part waits for
// what its command must have changed in the notebook's model, and throws when it has not.
window.OpenNotebook = class {
  // Open the file at `path`, or take the notebook that is open already.
  static async at(path) {
    const { commands, shell } = jupyterapp;
    const notebook = new this();
    notebook.panel = path
      ? await commands.execute("docmanager:open", { path, factory: "Notebook" })
      : shell.currentWidget;
    await notebook.panel.revealed;
    await notebook.panel.sessionContext.ready;
    await notebook.idle();
    return notebook;
  }

  async close() {
    await this.panel.sessionContext.shutdown();
    this.panel.dispose();
  }

  async execute(command) {
    jupyterapp.shell.activateById(this.panel.id);
    await this.until(() => jupyterapp.shell.currentWidget === this.panel);
    await jupyterapp.commands.execute(command);
  }

  async until(done) {
    while (!done()) await new Promise((wake) => setTimeout(wake, 20));
  }

  idle() {
    return this.until(() => this.panel.sessionContext.session?.kernel?.status === "idle");
  }

  cells() {
    const code = (cell) => cell.model.type === "code" && cell.model.sharedModel.source.trim();
    return this.panel.content.widgets.filter(code);
  }

  // The ids of the code cells with `text` in their source, in order.
  find(text) {
    const has = (cell) => cell.model.sharedModel.source.includes(text);
    return this.cells().filter(has).map((cell) => cell.model.id);
  }

  add(source) {
    const model = this.panel.content.model.sharedModel;
    return model.addCell({ cell_type: "code", source }).id;
  }

  remove(id) {
    const { content } = this.panel;
    content.model.sharedModel.deleteCell(content.widgets.indexOf(this.cell(id)));
  }

  cell(id) {
    return this.panel.content.widgets.find((cell) => cell.model.id === id);
  }

  // Make this the active cell, on the screen, and let locators find it by its id.
  async select(id) {
    const { content } = this.panel;
    const cell = this.cell(id);
    content.deselectAll();
    content.activeCellIndex = content.widgets.indexOf(cell);
    await content.scrollToItem(content.activeCellIndex, "center");
    await cell.ready;
    cell.node.dataset.testCell = id;
  }

  write(id, source) {
    this.cell(id).model.sharedModel.setSource(source);
  }

  async run(id) {
    await this.select(id);
    await this.ran([this.cell(id)], "notebook:run-cell");
  }

  runAll() {
    return this.ran(this.cells(), "notebook:run-all-cells");
  }

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
  }

  async save() {
    await this.execute("docmanager:save");
    await this.until(() => !this.panel.context.model.dirty);
  }

  async restart() {
    await this.panel.sessionContext.restartKernel();
    await this.idle();
  }

  async shutDown() {
    await this.execute("kernelmenu:shutdown");
    await this.until(() => !this.panel.sessionContext.session?.kernel);
  }
};
