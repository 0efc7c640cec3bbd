// What an explorer shows for one setting, as HTML: the same as `nevlab/bench/shown.py` and `grid.py` give.
(() => {
  "use strict";
  const { escape, plot } = window.nevlab;

  const beside = (...parts) => `<div class="nevlab-side">${parts.join("")}</div>`;

  const table = (rows, head = []) => {
    const top = head.length ? `<thead><tr>${head.map((cell) => `<th>${escape(cell)}</th>`).join("")}</tr></thead>` : "";
    const body = rows.map(([first, ...rest]) =>
      `<tr><th scope="row">${escape(first)}</th>${rest.map((cell) => `<td>${escape(cell)}</td>`).join("")}</tr>`).join("");
    return body ? `<table>${top}<tbody>${body}</tbody></table>` : "";
  };

  const figure = (drawn, caption = "") =>
    `<figure>${drawn}${caption ? `<figcaption>${escape(caption)}</figcaption>` : ""}</figure>`;

  const ink = (paper) => {
    const linear = [1, 3, 5].map((start) => parseInt(paper.slice(start, start + 2), 16) / 255)
      .map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] > 0.179 ? "#000000" : "#ffffff";
  };

  const grid = (told, head) => {
    const colour = (share) => head.colours[Math.floor(share * (head.colours.length - 1) + 0.5)];
    const known = told.cells.filter((words) => words).sort((a, b) => a - b);
    const low = Number(known[0]), high = Number(known.at(-1));
    const cell = (words, marked) => {
      if (!words) return '<td class="nevlab-unknown">–</td>';
      const paper = colour(high > low ? (Number(words) - low) / (high - low) : 0.5);
      return `<td${marked ? ' class="nevlab-marked"' : ""} style="background:${paper};color:${ink(paper)}">${words}</td>`;
    };
    const places = [...Array(told.columns).keys()];
    const top = `<tr><th rowspan="2">${escape(head.y.title)}</th>` +
      `<th colspan="${told.columns}">${escape(head.x.title)}</th></tr>`;
    const heads = places.map((column) => `<th scope="col">${column + 1}</th>`).join("");
    let rows = "";
    for (let first = 0; first < told.cells.length; first += told.columns) {
      const cells = places.map((column) => cell(told.cells[first + column], told.marked[first + column])).join("");
      rows += `<tr><th scope="row">${first + 1}–${first + told.columns}</th>${cells}</tr>`;
    }
    const stops = [...Array(9).keys()].map((step) => colour(step / 8)).join(",");
    const bar = `<span aria-hidden="true" style="background:linear-gradient(90deg,${stops})"></span>`;
    const scale = known.length
      ? `<div class="nevlab-scale">${escape(told.quantity)}: ${known[0]}${bar}${known.at(-1)}</div>` : "";
    const below = head.caption ? `<figcaption>${escape(head.caption)}</figcaption>` : "";
    return `<figure class="nevlab-heat" aria-label="${escape(head.alt)}"><div class="nevlab-grid" role="group" ` +
      `tabindex="0" aria-label="${escape(told.quantity)}"><table><thead>${top}<tr>${heads}</tr></thead>` +
      `<tbody>${rows}</tbody></table></div>${scale}${below}</figure>`;
  };

  const body = (head, told, width) => {
    if ("error" in told) return `<p class="nevlab-bad" role="alert">${escape(told.error)}</p>`;
    let figures = "grid" in told ? grid(told.grid, head) : figure(
      plot.legend(told, head.reference) + plot.svg(told, head.x, head.y, head.reference, head.alt, width), head.caption);
    const second = told.beside;
    if (second) {
      const drawn = plot.svg(second, second.x, second.y, [], second.alt, width);
      figures = beside(figures, figure(plot.legend(second, []) + drawn));
    }
    const readings = told.table ? table(told.table.rows, told.table.head) : "";
    return beside(figures, table(told.numbers), readings);
  };

  window.nevlab.body = body;
})();
