// What the pages of the book do in the browser beside the theme: keep the place when the language is switched, find Chinese
// words in what a reader types, and stay quiet when the book is opened from a folder.
(() => {
  "use strict";

  // --- The switch to the other language goes to the same section -------------------------------------------------------
  // Headings have other ids in another language, but the same order; a label that the author wrote is the same in both.
  const sections = () => [...document.querySelectorAll("article section[id]")];
  const given = (id) => (/^id\d+$/.test(id) ? "" : id);

  const placeOfReader = () => {
    const passed = sections().filter((section) => section.getBoundingClientRect().top < 100);
    const at = passed.length - 1;
    return at > 0 ? `#${given(sections()[at].id)}~${at}` : "";
  };

  const goToPlace = () => {
    const [, label, at] = decodeURIComponent(location.hash).match(/^#(.*)~(\d+)$/) || [];
    if (at === undefined) return;
    const target = (label && document.getElementById(label)) || sections()[Number(at)];
    if (!target) return;
    history.replaceState(null, "", `#${target.id}`);
    target.scrollIntoView({ behavior: "instant" });
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.nev-switch[data-keep-place]");
    if (link) link.hash = placeOfReader();
  });
  // Formulas move what stands below them.
  window.addEventListener("load", () => Promise.resolve(window.MathJax?.startup?.promise).then(goToPlace));

  // --- Search --------------------------------------------------------------------------------------------------------
  // The index holds Chinese words; a query comes without blanks. It is split by the longest words that the index knows.
  const han = /\p{Script=Han}+/gu;

  const splitHan = (run) => {
    const known = (word) => Object.hasOwn(Search._index.terms, word) || Object.hasOwn(Search._index.titleterms, word);
    const found = [];
    for (let at = 0; at < run.length; ) {
      let end = run.length;
      while (end > at + 1 && !known(run.slice(at, end))) end -= 1;
      if (end > at + 1) found.push(run.slice(at, end));
      at = end;
    }
    return found.length ? found : [run];
  };

  window.splitQuery = (query) =>
    query
      .replace(han, (run) => ` ${splitHan(run).join(" ")} `)
      .split(/[^\p{Letter}\p{Number}_\p{Emoji_Presentation}]+/gu)
      .filter((term) => term);

  // A browser does not let a page opened from a folder read its neighbours: no excerpts there, instead of errors.
  if (location.protocol === "file:") DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;
})();
