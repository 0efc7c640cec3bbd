// A plot as inline SVG: element for element what `nevlab/bench/plot.py` draws, where each step is explained.
(() => {
  "use strict";
  const TOP = 30, RIGHT = 21, BOTTOM = 48, LETTER = 7.6, HAN = 14, COLOURS = 7, DASHES = 3;

  const escape = (text) => String(text).replace(/[&<>"']/g, (one) =>
    ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;" })[one]);
  const n = (value) => String(Math.floor(value * 10 + 0.5) / 10);
  const wide = (words) => [...words].reduce((sum, one) => sum + (one >= "\u2e80" ? HAN : LETTER), 0);
  const share = (axis, value) => (value - axis.low) / (axis.high - axis.low);

  const axisOf = (name, axis, told, reference) => {
    const values = [...told.curves, ...reference].flatMap((curve) => curve[name]);
    values.push(...told.levels.filter((level) => name in level).map((level) => level[name]));
    const known = values.filter((value) => value !== null);
    let low = axis.low ?? (known.length ? Math.min(...known) : 0);
    let high = axis.high ?? (known.length ? Math.max(...known) : 1);
    if (!(high > low)) [low, high] = [low - 0.5, low + 0.5];
    const margin = 0.05 * (high - low);
    return {
      low: axis.low === null ? low - margin : low,
      high: axis.high === null ? high + margin : high,
      title: axis.title,
      marks: axis.marks,
    };
  };

  const ticks = (axis, most) => {
    if (axis.marks.length) return axis.marks.filter(([place]) => axis.low <= place && place <= axis.high);
    const rough = (axis.high - axis.low) / Math.max(2, most);
    const unit = 10 ** Math.floor(Math.log10(rough));
    const step = [1, 2, 5, 10].map((one) => one * unit).find((one) => one >= rough * 0.999);
    const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
    const first = Math.ceil(axis.low / step - 1e-9), last = Math.floor(axis.high / step + 1e-9);
    const found = [];
    for (let one = first; one <= last; one += 1) found.push([one * step, (one * step).toFixed(digits).replace("-", "−")]);
    return found;
  };

  const frameOf = (told, x, y, reference, width) => {
    const across = axisOf("x", x, told, reference), up = axisOf("y", y, told, reference);
    let high = Math.max(210, Math.round(width * 0.58) - TOP - BOTTOM);
    const left = 14 + Math.max(0, ...ticks(up, high / 45).map(([, words]) => wide(words)));
    let across_px = width - left - RIGHT;
    if (told.equal) {
      const unit = Math.min(across_px / (across.high - across.low), (width * 0.9) / (up.high - up.low));
      across_px = unit * (across.high - across.low);
      high = unit * (up.high - up.low);
    }
    return {
      x: across, y: up, width, left, wide: across_px, high,
      atX: (value) => share(across, value) * across_px,
      atY: (value) => (1 - share(up, value)) * high,
    };
  };

  const axes = (frame) => {
    const left = frame.left, bottom = TOP + frame.high, right = left + frame.wide;
    const parts = [];
    for (const [value, words] of ticks(frame.y, frame.high / 45)) {
      const at = n(TOP + frame.atY(value));
      parts.push(`<path class="nevlab-net" d="M${n(left)} ${at}H${n(right)}"/>`);
      parts.push(`<text x="${n(left - 6)}" y="${at}" dy=".35em" text-anchor="end">${escape(words)}</text>`);
    }
    for (const [value, words] of ticks(frame.x, frame.wide / 75)) {
      const at = n(left + frame.atX(value));
      parts.push(`<path class="nevlab-net" d="M${at} ${TOP}V${n(bottom)}"/>`);
      parts.push(`<text x="${at}" y="${n(bottom + 18)}" text-anchor="middle">${escape(words)}</text>`);
    }
    parts.push(`<path class="nevlab-edge" d="M${n(left)} ${TOP}V${n(bottom)}H${n(right)}"/>`);
    parts.push(`<text x="2" y="16">${escape(frame.y.title)}</text>`);
    parts.push(`<text x="${n(frame.width - 2)}" y="${n(bottom + 40)}" text-anchor="end">${escape(frame.x.title)}</text>`);
    return parts.join("");
  };

  const level = (frame, one, number) => {
    const name = `nevlab-level nevlab-d${number % DASHES}`;
    if ((one.x ?? null) !== null) return `<path class="${name}" d="M${n(frame.atX(one.x))} 0V${n(frame.high)}"/>`;
    if ((one.y ?? null) !== null) return `<path class="${name}" d="M0 ${n(frame.atY(one.y))}H${n(frame.wide)}"/>`;
    return "";
  };

  const lineClass = (style, name) => `nevlab-line nevlab-${name}${style === "dashed" ? " nevlab-dashed" : ""}`;

  const line = (frame, curve, name) => {
    if (curve.style === "points") return "";
    let path = "", pen = "M";
    curve.x.forEach((x, place) => {
      const y = curve.y[place];
      if (x === null || y === null) { pen = "M"; return; }
      path += `${pen}${n(frame.atX(x))} ${n(frame.atY(y))}`;
      pen = "L";
    });
    return `<path class="${lineClass(curve.style, name)}" d="${path}"/>`;
  };

  const points = (frame, curve, name) => {
    if (!["points", "marked"].includes(curve.style)) return "";
    const size = curve.x.length <= 6 ? 6 : 3;
    const within = (axis, value) => value !== null && share(axis, value) >= 0 && share(axis, value) <= 1;
    return curve.x.map((x, place) => [x, curve.y[place]])
      .filter(([x, y]) => within(frame.x, x) && within(frame.y, y))
      .map(([x, y]) => `<circle class="nevlab-${name}" cx="${n(frame.left + frame.atX(x))}" ` +
        `cy="${n(TOP + frame.atY(y))}" r="${size}"/>`).join("");
  };

  const svg = (told, x, y, reference, alt, width) => {
    const frame = frameOf(told, x, y, reference, width);
    const drawn = [
      ...reference.map((curve) => [curve, "ref"]),
      ...told.curves.map((curve, number) => [curve, `c${number % COLOURS}`]),
    ];
    const inside = told.levels.map((one, number) => level(frame, one, number)).join("") +
      drawn.map(([curve, name]) => line(frame, curve, name)).join("");
    return `<svg class="nevlab-plot" viewBox="0 0 ${width} ${n(frame.high + TOP + BOTTOM)}" width="${width}" role="img" ` +
      `aria-label="${escape(alt)}">${axes(frame)}<svg x="${n(frame.left)}" y="${TOP}" width="${n(frame.wide)}" ` +
      `height="${n(frame.high)}">${inside}</svg>${drawn.map(([curve, name]) => points(frame, curve, name)).join("")}</svg>`;
  };

  const sample = (style, name) => {
    const stroke = style === "points" ? "" : `<path class="${lineClass(style, name)}" d="M1 7H31"/>`;
    const dot = ["points", "marked"].includes(style) ? `<circle class="nevlab-${name}" cx="16" cy="7" r="4"/>` : "";
    return `<svg width="32" height="14" aria-hidden="true">${stroke}${dot}</svg>`;
  };

  const legend = (told, reference) => {
    const items = [
      ...told.curves.map((curve, number) => [curve.label, sample(curve.style, `c${number % COLOURS}`)]),
      ...reference.map((curve) => [curve.label, sample(curve.style, "ref")]),
      ...told.levels.map((one, number) => [one.label, sample("line", `level nevlab-d${number % DASHES}`)]),
    ].filter(([words]) => words).map(([words, drawn]) => `<li>${drawn}${escape(words)}</li>`).join("");
    return items ? `<ul class="nevlab-legend">${items}</ul>` : "";
  };

  window.nevlab = Object.assign(window.nevlab || {}, { escape, plot: { svg, legend } });
})();
