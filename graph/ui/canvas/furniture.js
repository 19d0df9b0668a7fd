// What stands around the picture: its name for screen readers, the buttons, the bar of an actor's surroundings, the legend.

function item(...parts) {
  const made = document.createElement("li");
  made.append(...parts);
  return made;
}

function sign(className, style = {}) {
  const made = document.createElement("i");
  made.className = className;
  Object.assign(made.style, style);
  return made;
}

Object.assign(View.prototype, {
  furnish() {
    const { texts, edges, nodes } = this.data;
    this.root.style.setProperty("--height", `${this.data.height}px`);
    this.root.style.setProperty("--phone-height", `${this.data.phone_height}px`);
    this.root.setAttribute("aria-label", texts.canvas);
    this.root.lang = this.data.lang;
    for (const button of this.root.querySelectorAll(".tools button")) {
      button.title = texts[button.dataset.act];
      button.setAttribute("aria-label", texts[button.dataset.act]);
      if (button.matches(".save")) button.disabled = !nodes.length;
    }
    const blank = this.root.querySelector(".void");
    blank.textContent = texts.empty;
    blank.hidden = edges.length > 0 || nodes.length > 0;
    this.furnishEgo();
    this.furnishKey();
  },

  furnishEgo() {
    const { texts, ego } = this.data, bar = this.root.querySelector(".ego");
    bar.hidden = !ego;
    if (!ego) return;
    const name = document.createElement("b");
    name.textContent = ego.id;
    bar.querySelector(".whom").replaceChildren(`${texts.around} `, name);
    bar.querySelector(".steps").setAttribute("aria-label", texts.steps);
    bar.querySelector(".leave span").textContent = texts.leave;
    const [one, many] = texts.step.split("|");
    for (const button of bar.querySelectorAll("[data-steps]")) {
      const told = button.dataset.steps === "1" ? one : many.replace("{n}", button.dataset.steps);
      button.title = told;
      button.setAttribute("aria-label", told);
      button.setAttribute("aria-pressed", String(Number(button.dataset.steps) === ego.steps));
    }
  },

  furnishKey() {
    const { legend } = this.data, { families, groups } = this.palette();
    const fill = (name, items) => this.root.querySelector(`.${name}`).replaceChildren(...items);
    fill("families", legend.families.map(({ id, label }) => item(sign("bar", { background: families[id].line }), label)));
    const styles = legend.statuses.map(({ line, label }) => item(sign(`line ${line}`), label));
    fill("styles", [...styles, item(sign("line thin"), legend.thin), item(sign("sizes"), legend.size)]);
    fill("groups", legend.groups.map(({ group, label }) => {
      const { fill: background, stroke } = groups[group];
      return item(sign("dot", { background, borderColor: stroke }), label);
    }));
    fill("kinds", legend.groups.length || !this.root.matches(":fullscreen") ? [] : legend.kinds.map(({ id, label }) => item(this.kindSign(id), label)));
  },

  // A sign as on the picture, for the legend of the full screen, where the page's own is out of sight.
  kindSign(kind) {
    const made = document.createElement("canvas"), ratio = 2;
    Object.assign(made, { width: 18 * ratio, height: 18 * ratio });
    const ctx = made.getContext("2d");
    ctx.scale(ratio, ratio);
    drawSign(ctx, this.data.shapes[kind], 9, 9, 6, this.palette().kinds[kind], this.paper);
    return made;
  },
});
