// Before a page goes on paper: it is light, what is folded is open, and the answers to its self-checks stand at its end, not
// under the questions.
(() => {
  "use strict";

  const root = document.documentElement;
  const put = (name, classes, ...inside) => {
    const made = document.createElement(name);
    made.className = classes;
    made.append(...inside);
    return made;
  };
  const word = (name) => document.querySelector(`meta[name=${name}]`)?.content;
  let undo = [];

  addEventListener("beforeprint", () => {
    const { theme } = root.dataset;
    root.dataset.theme = "light";
    undo = [() => (root.dataset.theme = theme)];
    const folded = [...document.querySelectorAll("article details.sd-dropdown:not([open])")];
    const isAnswer = (details) => details.querySelector("summary").textContent.trim() === word("nevbook-answer");
    folded.filter((details) => !isAnswer(details)).forEach((details) => {
      details.open = true;
      undo.push(() => (details.open = false));
    });
    const answers = folded.filter(isAnswer);
    if (!answers.length) return;
    const end = put("section", "nev-answers", put("h2", "", word("nevbook-answers")));
    answers.forEach((details, at) => {
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
