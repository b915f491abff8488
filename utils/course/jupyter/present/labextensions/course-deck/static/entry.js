// What JupyterLab loads: a container of module federation, written by hand, so that nothing has to
// be built. It finds the slides' own module among those that JupyterLab's extensions share.
(() => {
  const plugin = new URL("plugin.js", document.currentScript.src).href;
  let shared;
  async function load() {
    const [slides] = Object.values(shared["jupyterlab-slideshow"]);
    const [{ default: make }, module] = await Promise.all([import(plugin), slides.get()]);
    return () => ({ __esModule: true, default: make(module().IDeckManager) });
  }
  window._JUPYTERLAB = window._JUPYTERLAB || {};
  window._JUPYTERLAB["course-deck"] = {
    init: (scope) => void (shared = scope),
    get: load,
  };
})();
