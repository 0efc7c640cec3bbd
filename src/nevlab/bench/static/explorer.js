// An explorer on a page: sliders and switches that show what the page's table holds.
(() => {
  "use strict";
  const { escape, body, unpack, Table } = window.nevlab;
  const SAY_AFTER_MS = 600, WIDEST = 640, NARROWEST = 300;
  let made = 0;
  // As `nevlab/bench/picture.py` gives it: 60 V and 60 °C, but 60°.
  const joined = (unit) => (/^($|°(?!C))/.test(unit || "") ? unit || "" : ` ${unit}`);

  class Explorer {
    constructor(place, { head, controls, table, words }) {
      Object.assign(this, { place, head, controls, words, table: new Table(table) });
      this.shown = place.querySelector(".nevlab-shown");
      this.settings = place.querySelector(".nevlab-settings");
      this.setting = controls.map((control) => control.first);
      this.panel = this.makePanel();
      this.said = document.createElement("p");
      this.said.className = "nevlab-unseen";
      this.said.setAttribute("role", "status");
      this.shown.before(...(controls.length ? this.panel : []));
      place.append(this.said);
      this.width = 0;
      new ResizeObserver(() => this.resize()).observe(place);
      this.resize();
    }

    makePanel() {
      const panel = document.createElement("div");
      panel.className = "nevlab-controls";
      this.inputs = this.controls.map((control, dim) => {
        const id = `nevlab-control-${(made += 1)}`;
        const holder = document.createElement("div");
        holder.className = "nevlab-setting";
        const input = control.switch ? this.choice(control) : this.slider(control);
        input.id = id;
        input.disabled = control.offered.length < 2;
        input.addEventListener("input", () => this.set(dim, control.offered[Number(input.value)]));
        holder.append(input);
        if (!control.switch) holder.append(document.createElement("output"));
        panel.insertAdjacentHTML("beforeend", `<label for="${id}">${escape(control.label)}</label>`);
        panel.append(holder);
        return input;
      });
      const again = document.createElement("button");
      again.type = "button";
      again.textContent = this.words.reset;
      again.addEventListener("click", () => {
        this.setting = this.controls.map((control) => control.first);
        this.show();
      });
      return [panel, again];
    }

    slider(control) {
      const input = document.createElement("input");
      Object.assign(input, { type: "range", min: 0, max: control.offered.length - 1, step: 1 });
      return input;
    }

    choice(control) {
      const input = document.createElement("select");
      input.innerHTML = control.offered
        .map((place, number) => `<option value="${number}">${escape(control.choices[place])}</option>`).join("");
      return input;
    }

    set(dim, place) {
      this.setting = this.setting.map((one, at) => (at === dim ? place : one));
      this.show();
      clearTimeout(this.saying);
      this.saying = setTimeout(() => this.say(), SAY_AFTER_MS);
    }

    resize() {
      const width = Math.max(NARROWEST, Math.min(WIDEST, Math.floor(this.place.clientWidth)));
      if (width === this.width || !this.place.clientWidth) return;
      this.width = width;
      this.show();
    }

    show() {
      this.inputs.forEach((input, dim) => {
        const { offered, choices, unit } = this.controls[dim];
        const words = `${choices[this.setting[dim]]}${joined(unit)}`;
        input.value = offered.indexOf(this.setting[dim]);
        if (input.type === "range") input.setAttribute("aria-valuetext", words);
        if (input.nextSibling) input.nextSibling.value = words;
      });
      const { told, setting } = this.table.at(this.setting);
      this.told = told;
      this.shown.innerHTML = body(this.head, told, this.width);
      const elsewhere = setting.some((place, dim) => place !== this.setting[dim]);
      const named = this.controls.map(({ label, choices, unit }, dim) =>
        `${label} = ${choices[setting[dim]]}${joined(unit)}`).join(this.words.between);
      if (this.settings) this.settings.textContent = (elsewhere ? this.words.nearest : this.words.settings) + named;
      this.settings?.classList.toggle("nevlab-elsewhere", elsewhere);
      this.place.dataset.setting = JSON.stringify(setting);
    }

    say() {
      const read = (this.told.numbers || []).map(([label, text]) => `${label}: ${text}`).join("; ");
      this.said.textContent = this.told.error || `${this.settings?.textContent || ""}. ${read}`;
    }
  }

  const start = async (place) => {
    const told = await unpack(place.querySelector(".nevlab-table").textContent);
    place.nevlab = new Explorer(place, told);
    place.dataset.alive = "";
  };

  const begin = () => {
    // A browser of before 2020 cannot unpack the tables: there the figures stay as they are printed.
    if (!("DecompressionStream" in window)) return;
    document.querySelectorAll(".nevlab-explorer").forEach(start);
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();
})();
