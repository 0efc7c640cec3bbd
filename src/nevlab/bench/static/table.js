// How the table of an explorer is read; the format is told in `nevlab/bench/tabulated/table.py`, and read there alike.
(() => {
  "use strict";

  const unpack = async (text) => {
    const packed = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    const plain = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
    return JSON.parse(await new Response(plain).text());
  };

  const digitsIn = (template) => [...template[1].matchAll(/\{(\d+)\}/g)].map((found) => Number(found[1]));

  const digitsOf = (template, digits) => {
    if (template[0] === "text") return digitsIn(template);
    if (template[0] === "number") return [digits];
    return template[0] === "list" ? Array(template[1] - template[2].length).fill(digits) : [];
  };

  const value = ({ template, numbers }) => {
    const [kind, more, gaps] = template;
    if (kind === "array") return [];
    if (kind === "object") return {};
    if (kind === "just") return more;
    if (kind === "number") return numbers[0];
    let next = 0;
    if (kind === "list") return [...Array(more).keys()].map((place) => (gaps.includes(place) ? null : numbers[next++]));
    return more.replace(/\{(\d+)\}/g, (_, digits) => show(numbers[next++], Number(digits)));
  };

  const show = (number, digits) => {
    const text = number.toFixed(digits);
    return Number(text) === 0 ? text.replace("-", "") : text;
  };

  class Table {
    constructor(told) {
      this.knots = told.knots;
      this.rows = told.pieces.map((piece) => this.row(piece));
    }

    row(piece) {
      const knots = piece.knots || piece.dims.map((dim) => this.knots[dim]);
      const nodes = knots.reduce((count, one) => count * one.length, 1);
      const kinds = piece.kinds || Array(nodes).fill(0);
      let whole = 0, next = 0;
      const leaves = kinds.map((kind) => {
        const template = piece.templates[kind];
        const numbers = digitsOf(template, piece.digits || 0).map((digits) => {
          whole += piece.numbers[next++];
          return whole / 10 ** digits;
        });
        return { kind, template, numbers };
      });
      return { path: piece.path, dims: piece.dims, knots, leaves };
    }

    // The knots round a place, each with its weight.
    cell(knots, place) {
      const at = knots.indexOf(place);
      if (at >= 0) return [[at, 1]];
      const after = knots.findIndex((knot) => knot > place);
      const share = (place - knots[after - 1]) / (knots[after] - knots[after - 1]);
      return [[after - 1, 1 - share], [after, share]];
    }

    nearest(dim, place) {
      return this.knots[dim].reduce((best, knot) => (Math.abs(knot - place) < Math.abs(best - place) ? knot : best));
    }

    corners(row, cells) {
      let found = [[0, 1]];
      row.knots.forEach((knots, n) => {
        found = found.flatMap(([node, weight]) =>
          cells[n].map(([knot, more]) => [node * knots.length + knot, weight * more]));
      });
      return found.map(([node, weight]) => [row.leaves[node], weight]);
    }

    // The picture at a setting, or at the knots near it that are shown instead, and that setting.
    at(setting) {
      for (;;) {
        const mixed = new Set(), told = {};
        for (const row of this.rows) {
          const cells = row.knots.map((knots, n) => this.cell(knots, setting[row.dims[n]]));
          const corners = this.corners(row, cells);
          const first = corners[0][0];
          if (corners.some(([leaf]) => leaf.kind !== first.kind)) {
            row.dims.filter((_, n) => cells[n].length > 1).forEach((dim) => mixed.add(dim));
          } else if (!mixed.size && first.template[0] !== "absent") {
            const numbers = corners.length === 1 ? first.numbers
              : first.numbers.map((_, n) => corners.reduce((sum, [leaf, weight]) => sum + weight * leaf.numbers[n], 0));
            const inside = row.path.slice(0, -1).reduce((holder, step) => holder[step], told);
            inside[row.path.at(-1)] = value({ template: first.template, numbers });
          }
        }
        if (!mixed.size) return { told, setting };
        setting = setting.map((place, dim) => (mixed.has(dim) ? this.nearest(dim, place) : place));
      }
    }
  }

  Object.assign(window.nevlab, { unpack, Table });
})();
