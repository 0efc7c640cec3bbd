// What the pages of the book do in the browser beside the theme: keep the place when the language is switched.
(() => {
  "use strict";

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
})();
