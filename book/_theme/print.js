// Before a page goes on paper: it is light, and the answers to its self-checks stand at its end, not under the questions.
(() => {
  "use strict";

  const root = document.documentElement;
  const put = (name, classes, ...inside) => {
    const made = document.createElement(name);
    made.className = classes;
    made.append(...inside);
    return made;
  };
  let undo = [];

  addEventListener("beforeprint", () => {
    const { theme } = root.dataset;
    root.dataset.theme = "light";
    undo = [() => (root.dataset.theme = theme)];
    const folded = [...document.querySelectorAll("article details.sd-dropdown")];
    if (!folded.length) return;
    const title = document.querySelector("meta[name=nevbook-answers]")?.content ?? "";
    const end = put("section", "nev-answers", put("h2", "", title));
    folded.forEach((details, at) => {
      const line = put("span", "nev-answer-line");
      const number = details.previousElementSibling?.querySelector("strong")?.textContent ?? `${at + 1}.`;
      const answer = details.querySelector(".sd-summary-content");
      details.replaceWith(line);
      end.append(put("div", "", put("strong", "", number), answer));
      undo.push(() => (line.replaceWith(details), details.append(answer)));
    });
    document.querySelector("article").append(end);
    undo.push(() => end.remove());
  });

  addEventListener("afterprint", () => undo.forEach((step) => step()));
})();
