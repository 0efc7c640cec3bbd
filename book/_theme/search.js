// The book's search: over the text of every section (search-texts.js), in the reader's browser, with or without a server.
//
// Latin words are cut to their stems and found at the beginnings of words, short ones whole (SOC is no socket); Chinese,
// which has no blanks, is cut into pairs of characters. A page counts by its best section: words in titles count most, rare
// words more than common ones, and a place where the query, or two words of it, stand as they were typed more than one
// where its words are scattered.
(() => {
  "use strict";

  const { pages, also } = window.nevbookTexts;
  const HAN = /\p{Script=Han}+/gu;
  const HAN_WORD = /^\p{Script=Han}/u;
  // What the other sections of a page add to its best one.
  const OTHERS = 0.1;
  // Words of questions and of grammar say nothing about what is looked for.
  const EMPTY = new Set(
    ("a an and are as at be by can do does for from how i if in is it its me my of on or that the this to was what when " +
      "where which who why will with you your 的 了 吗 呢 是 和 与 在 我 怎么 怎样 如何 什么 为什么 哪里 哪些").split(" "),
  );

  // One way of writing for what people type in several: width, case, hyphens inside words, the sign of micro, 60V.
  const plain = (text) =>
    text
      .normalize("NFKC")
      .toLowerCase()
      .replace(/(?<=\p{Letter})[-\u2010\u2011](?=\p{Letter})/gu, " ")
      .replace(/\u00b5/g, "μ")
      .replace(/(?<![\p{Letter}\d])(\d+(?:\.\d+)?)(?=[a-zω]{1,3}(?![a-z\d]))/gu, "$1 ")
      .replace(/\s+/g, " ")
      .trim();

  const stem = (word) => {
    const short = word.replace(/(?:ies|ing|ed|es|s|y|e)$/, "");
    return short.length >= 3 ? short : word;
  };

  /** The pieces of a query: each with a pattern that finds it. */
  const piecesOf = (query) => {
    const found = new Map();
    const put = (piece, pattern) => found.set(piece, new RegExp(pattern, "gu"));
    const latin = query.replace(HAN, (run) => {
      let rest = run;
      for (const word of EMPTY) if (/\p{Script=Han}{2}/u.test(word)) rest = rest.replaceAll(word, " ");
      for (const part of rest.split(" ").filter(Boolean)) {
        if (part.length === 1) put(part, part);
        for (let at = 0; at + 2 <= part.length; at += 1) put(part.slice(at, at + 2), part.slice(at, at + 2));
      }
      return " ";
    });
    for (const word of latin.match(/[\p{Letter}\p{Number}]+/gu) ?? []) {
      if (EMPTY.has(word)) continue;
      const [piece, end] = word.length > 3 ? [stem(word), ""] : [word, "s?(?![a-z0-9])"];
      put(piece, `(?<![a-z0-9])${piece}${end}`);
    }
    return found;
  };

  const sections = pages.flatMap(({ page, title, weight, sections: told }) =>
    told.map(([id, heading, text], at) => ({
      page,
      weight,
      pageTitle: title,
      id: at ? id : "",
      heading,
      text,
      titleFound: plain(title),
      headingFound: plain(heading),
      textFound: plain(text),
    })),
  );
  const terms = Object.entries(also).map(([term, names]) => ({ term: plain(term).split("(")[0].trim(), names: names.map(plain) }));

  const count = (pattern, text) => (text.match(pattern) ?? []).length;
  // As in BM25: a word says less the more often it has stood there already, and less in a long section than in a short one.
  const usual = sections.reduce((sum, one) => sum + one.textFound.length, 0) / sections.length;
  const enough = (times, text) => times / (times + 1.2 * (0.25 + (0.75 * text.length) / usual));

  /** A query without the words of a question at its head: what may stand in the book as it was typed. */
  const phraseOf = (query) => {
    let rest = query;
    for (let before = ""; before !== rest; ) {
      before = rest;
      for (const word of EMPTY)
        if (rest.startsWith(HAN_WORD.test(word) ? word : `${word} `)) rest = rest.slice(word.length).trim();
    }
    return rest || query;
  };

  /** Every page that has something of the query, the best first, each with its best section. */
  const rank = (query) => {
    const pieces = [...piecesOf(query)].map(([, pattern]) => {
      const counts = sections.map((one) => ({
        title: count(pattern, one.titleFound) > 0,
        heading: count(pattern, one.headingFound) > 0,
        text: enough(count(pattern, one.textFound), one.textFound),
      }));
      const having = counts.filter((one) => one.title || one.heading || one.text).length;
      return { counts, weight: having && Math.log(1 + sections.length / having) };
    });
    const phrase = phraseOf(query);
    const all = pieces.reduce((sum, { weight }) => sum + weight, 0);
    const words = phrase.split(" ");
    const pairs = words.slice(1).map((word, at) => `${words[at]} ${word}`);
    const best = new Map();
    const total = new Map();
    const covered = new Map();
    sections.forEach((one, at) => {
      let score = 0;
      pieces.forEach(({ counts, weight }, piece) => {
        const { title, heading, text } = counts[at];
        if (!(title || heading || text)) return;
        score += weight * (3 * title + 2 * heading + text);
        covered.set(one.page, (covered.get(one.page) ?? new Set()).add(piece));
      });
      if (!score) return;
      score += (all * pairs.filter((pair) => one.textFound.includes(pair)).length) / words.length;
      if (one.textFound.includes(phrase)) score += all;
      if (one.headingFound.includes(phrase)) score += 2 * all;
      if (one.titleFound.includes(phrase)) score += 3 * all;
      total.set(one.page, (total.get(one.page) ?? 0) + score);
      if (score > (best.get(one.page)?.score ?? 0)) best.set(one.page, { ...one, score });
    });
    for (const [page, one] of best) {
      const share = [...covered.get(page)].reduce((sum, piece) => sum + pieces[piece].weight, 0) / all;
      one.score = one.weight * (one.score + OTHERS * (total.get(page) - one.score)) * share ** 2;
    }
    return [...best.values()].sort((a, b) => b.score - a.score || (a.page < b.page ? -1 : 1));
  };

  const isWritten = (words) => sections.some((one) => one.textFound.includes(words) || one.headingFound.includes(words));

  /** What is asked for; with a word in two where the book writes it so (precharge: pre-charge); and with the book's own word
      in place of what else people call a term. Words that the book never uses are not looked for. */
  const readings = (query) => {
    const read = new Set([query]);
    for (const [word] of query.matchAll(/[a-z]{6,}/g))
      for (let at = 2; at < word.length - 2 && !isWritten(stem(word)); at += 1) {
        const two = `${word.slice(0, at)} ${word.slice(at)}`;
        if (!isWritten(stem(two))) continue;
        read.add(query.replace(word, two));
        read.delete(query);
      }
    for (const { term, names } of terms)
      for (const name of names.filter((one) => query.includes(one))) {
        read.add(query.replace(name, ` ${term} `).replace(/\s+/g, " ").trim());
        if (!isWritten(name)) read.delete(query);
      }
    return [...read];
  };

  const search = (typed) => {
    const found = new Map();
    readings(plain(typed)).forEach((query) =>
      rank(query).forEach((one, place) => {
        const known = found.get(one.page);
        // Readings have words of different weight: places can be compared, scores cannot.
        if (!known || place < known.place) found.set(one.page, { ...one, place, query });
      }),
    );
    return [...found.values()].sort((a, b) => a.place - b.place);
  };

  // --- The page --------------------------------------------------------------------------------------------------------
  const MOST = 20;
  const AROUND = 60;

  /** A pattern for a query as it stands: a blank may be a hyphen in the book. */
  const asTyped = (query) => query.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replaceAll(" ", "[\\s-]+");

  /** The words around the first place of a section that has something of the query, the finds marked. */
  const excerpt = ({ text, query }) => {
    const part = document.createElement("p");
    const pieces = [...piecesOf(query)].map(([, pattern]) => pattern.source);
    const pattern = new RegExp([asTyped(query), ...pieces].join("|"), "giu");
    const first = Math.max(text.search(pattern), 0);
    const from = Math.max(first - AROUND, 0);
    const shown = text.slice(from, first + 3 * AROUND);
    let at = 0;
    part.append(from ? "…" : "");
    for (const find of shown.matchAll(pattern)) {
      if (!find[0]) continue;
      const mark = document.createElement("mark");
      mark.textContent = find[0];
      part.append(shown.slice(at, find.index), mark);
      at = find.index + find[0].length;
    }
    part.append(shown.slice(at), first + 3 * AROUND < text.length ? "…" : "");
    return part;
  };

  const show = (typed) => {
    const status = document.getElementById("nev-search-status");
    const list = document.getElementById("nev-search-results");
    const found = typed.trim() ? search(typed) : [];
    list.replaceChildren(
      ...found.slice(0, MOST).map((one) => {
        const item = document.createElement("li");
        const link = document.createElement("a");
        link.href = `${one.page}.html${one.id ? `#${one.id}` : ""}`;
        link.textContent = one.id ? `${one.pageTitle} › ${one.heading}` : one.pageTitle;
        item.append(link, excerpt(one));
        return item;
      }),
    );
    status.textContent = !typed.trim()
      ? ""
      : found.length
        ? status.dataset.found.replace("{count}", found.length)
        : status.dataset.none.replace("{query}", typed);
  };

  const field = document.getElementById("nev-query");
  field.form.addEventListener("submit", (event) => {
    event.preventDefault();
    // A browser may refuse to change the address of a page that was opened from a folder.
    try {
      history.replaceState(null, "", `?q=${encodeURIComponent(field.value)}`);
    } catch {
      // The results are shown all the same.
    }
    show(field.value);
  });
  field.value = new URLSearchParams(location.search).get("q") ?? "";
  show(field.value);
})();
