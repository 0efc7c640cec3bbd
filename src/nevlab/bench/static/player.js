// A worked example on a page, one step after the other; without a script all of its steps stand there.
(() => {
  "use strict";
  const STEP_MS = 3000;

  class Player {
    constructor(place) {
      this.place = place;
      this.rows = [...place.querySelectorAll("tr[data-step]")];
      this.pictures = [...place.querySelectorAll("tr.nevlab-picture")];
      this.words = place.dataset;
      this.at = 0;
      const bar = document.createElement("div");
      bar.className = "nevlab-player";
      bar.setAttribute("role", "toolbar");
      bar.setAttribute("aria-label", this.words.title);
      const button = (words, sign, action) => {
        const made = document.createElement("button");
        made.type = "button";
        made.textContent = sign ? `${sign} ${words}` : words;
        made.addEventListener("click", action);
        bar.append(made);
        return made;
      };
      this.first = button(this.words.first, "«", () => this.go(0));
      this.back = button(this.words.back, "‹", () => this.go(this.at - 1));
      this.next = button(this.words.next, "›", () => this.go(this.at + 1));
      this.plays = button(this.words.play, "", () => this.play(!this.playing));
      this.all = button(this.words.all, "", () => this.showAll(place.classList.contains("nevlab-played")));
      this.told = document.createElement("span");
      this.told.setAttribute("role", "status");
      bar.append(this.told);
      bar.addEventListener("keydown", (event) => this.key(event));
      place.prepend(bar);
      this.showAll(false);
    }

    key(event) {
      const to = { ArrowLeft: this.at - 1, ArrowRight: this.at + 1, Home: 0, End: this.rows.length - 1 }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      this.go(to);
    }

    go(step, playing = false) {
      if (!playing) this.play(false);
      this.at = Math.max(0, Math.min(this.rows.length - 1, step));
      this.showAll(false);
    }

    play(on) {
      clearInterval(this.playing);
      this.playing = 0;
      if (on) {
        if (this.at === this.rows.length - 1) this.go(0, true);
        this.playing = setInterval(() => {
          this.go(this.at + 1, true);
          if (this.at === this.rows.length - 1) this.play(false);
        }, STEP_MS);
      }
      this.plays.setAttribute("aria-pressed", String(on));
    }

    showAll(all) {
      if (all) this.play(false);
      this.place.classList.toggle("nevlab-played", !all);
      this.all.setAttribute("aria-pressed", String(all));
      this.rows.forEach((row, step) => {
        row.classList.toggle("nevlab-done", step <= this.at);
        if (step === this.at && !all) row.setAttribute("aria-current", "step");
        else row.removeAttribute("aria-current");
      });
      for (const row of this.pictures) row.classList.toggle("nevlab-done", row.previousElementSibling === this.rows[this.at]);
      // A button that has the focus keeps it: it says that it does nothing, instead of going away from the keyboard.
      this.first.setAttribute("aria-disabled", String(this.at === 0));
      this.back.setAttribute("aria-disabled", String(this.at === 0));
      this.next.setAttribute("aria-disabled", String(this.at === this.rows.length - 1));
      const [number, count] = [this.at + 1, this.rows.length];
      const cells = [...this.rows[this.at].children].map((cell) => cell.textContent).filter((text) => text);
      this.told.innerHTML = "";
      const step = document.createElement("strong");
      step.textContent = this.words.step.replace("{n}", number).replace("{count}", count);
      const what = document.createElement("span");
      what.className = "nevlab-unseen";
      what.textContent = ` ${cells.join("; ")}`;
      this.told.append(step, what);
    }
  }

  const begin = () => document.querySelectorAll(".nevlab-steps").forEach((place) => new Player(place));
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();
})();
