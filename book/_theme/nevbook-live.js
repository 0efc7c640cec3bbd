// The button that opens a chapter in the browser. It is there only where it works: the book comes from a web server, JupyterLite
// lies beside it, and beside that an archive of Pyodide of the right Python that holds all that a chapter needs.
(() => {
  "use strict";
  const { address, archive, needs, open, python, says } = document.currentScript.dataset;
  const here = document.currentScript;

  const same = (name) => name.toLowerCase().replace(/[-_.]+/g, "-");
  const isThere = async (url) => (await fetch(url, { method: "HEAD" })).ok;

  // The files of some packages and of all that they need, as the archive's lock file names them; nothing where one is not named.
  const filesOf = (lock, names) => {
    const known = new Map(Object.entries(lock.packages).map(([name, told]) => [same(name), told]));
    const found = new Map();
    const waiting = names.map(same);
    while (waiting.length) {
      const name = waiting.pop();
      if (found.has(name)) continue;
      if (!known.has(name)) return undefined;
      found.set(name, known.get(name).file_name);
      waiting.push(...known.get(name).depends.map(same));
    }
    return [...found.values()];
  };

  const works = async () => {
    if (!location.protocol.startsWith("http")) return false;
    const reply = await fetch(`${archive}pyodide-lock.json`);
    if (!reply.ok) return false;
    const lock = await reply.json();
    const files = lock.info.python.startsWith(`${python}.`) && filesOf(lock, needs.split(" "));
    if (!files) return false;
    const urls = [address, `${archive}pyodide.mjs`, ...files.map((name) => archive + name)];
    return (await Promise.all(urls.map(isThere))).every(Boolean);
  };

  const show = () => {
    const link = document.createElement("a");
    Object.assign(link, { className: "btn btn-sm nev-live", href: address, target: "_blank", rel: "noopener", title: says });
    link.ariaLabel = says;
    link.textContent = open;
    here.after(link);
  };

  // One look is enough while the reader stays: what was found is remembered, what was not may come.
  const found = `nevbook-live ${new URL(archive, location.href)}`;
  const look = async () => {
    if (!sessionStorage.getItem(found)) {
      if (!(await works())) return;
      sessionStorage.setItem(found, "yes");
    }
    show();
  };
  look().catch(() => {});
})();
