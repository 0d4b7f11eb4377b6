"use strict";
// Draws an article when it is opened, filters, and walks through wrong values.
(() => {
  const { kinds, articles } = JSON.parse(document.getElementById("articles-data").textContent);
  const kindOf = new Map(kinds);
  const rows = [...document.querySelectorAll("details.article")];
  if (rows.length === 0) return;
  const by = { slot: "", type: "", verdict: "" };
  const selects = [...document.querySelectorAll("select[data-by]")];
  const status = document.getElementById("status");
  const smooth = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
  const signs = { right: "✓", wrong: "×", missing: "−", spurious: "+" };

  const element = (name, attributes = {}, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };

  // Every value with its incident, wrong ones first.
  const valuesOf = (article) => {
    article.values ??= article.incidents
      .flatMap((incident) => incident.values.map((value) => ({ ...value, incident })))
      .sort((one, other) => (one.verdict === "right") - (other.verdict === "right"));
    return article.values;
  };
  const fits = (value) =>
    value.verdict !== "right" &&
    (!by.slot || value.slot === by.slot) &&
    (!by.type || value.incident.types.includes(by.type)) &&
    (!by.verdict || value.verdict === by.verdict);

  // The text, cut wherever a value's words begin or end.
  const pane = (article, values, side, heading, id) => {
    const letters = Array.from(article.text);
    const spans = values
      .map((value, at) => ({ at, value, ends: side === "gold" ? value.gold_span : value.span }))
      .filter(({ ends }) => ends && ends[0] < ends[1] && ends[1] <= letters.length);
    const cuts = [...new Set([0, letters.length, ...spans.flatMap(({ ends }) => ends)])].sort((one, other) => one - other);
    const box = element("div", { class: "pane-text", tabindex: "0", role: "region", "aria-labelledby": id });
    for (let at = 0; at + 1 < cuts.length; at += 1) {
      const [start, end] = [cuts[at], cuts[at + 1]];
      const over = spans.filter(({ ends }) => ends[0] <= start && end <= ends[1]);
      over.sort((one, other) => one.ends[1] - one.ends[0] - (other.ends[1] - other.ends[0]));
      const words = letters.slice(start, end).join("");
      if (over.length === 0) {
        box.append(words);
        continue;
      }
      const length = ({ ends }) => ends[1] - ends[0];
      const inner = over.filter((one) => length(one) === length(over[0]));
      const bad = inner.find(({ value }) => value.verdict !== "right");
      const first = bad ?? inner[0];
      const mark = element("mark", { class: `k-${kindOf.get(first.value.slot) ?? "other"}`, "data-values": over.map((one) => one.at).join(" ") }, words);
      if (bad) mark.classList.add("bad");
      box.append(mark);
      const told = new Set();
      for (const { value, ends } of over) {
        const label = `${signs[value.verdict]} ${value.slot}`;
        if (ends[1] !== end || told.has(label) || (value.verdict === "right" && /\./.test(value.slot) && !/\.name$/.test(value.slot))) continue;
        told.add(label);
        const tag = element("small", { class: `tag k-${kindOf.get(value.slot) ?? "other"}` }, label.replace(/\.name$/, ""));
        if (value.verdict !== "right") tag.classList.add("bad");
        box.append(tag);
      }
    }
    return element("div", { class: "pane" }, element("h3", { id }, heading), box);
  };

  const said = (text) => (text === undefined ? element("span", { class: "nothing" }, "nothing") : text);
  const table = (values, numbers) => {
    const head = element("tr", {}, ...["Verdict", "Slot", "Gold", "Program", "Incident", "Rule"].map((name) => element("th", { scope: "col" }, name)));
    const body = numbers.map((at) => {
      const value = values[at];
      const verdict = element("button", { type: "button", class: `verdict v-${value.verdict}` }, `${signs[value.verdict]} ${value.verdict}`);
      if (value.partial) verdict.append(" in part");
      const swatch = element("span", { class: "swatch", "aria-hidden": "true" });
      const slot = element("td", { class: `slot k-${kindOf.get(value.slot) ?? "other"}` }, swatch, value.slot);
      const cell = (name, text) => element("td", { class: "wide", "data-name": name }, said(text));
      const line = element("tr", { "data-value": at }, element("td", {}, verdict), slot, cell("Gold", value.gold), cell("Program", value.found));
      line.append(element("td", { class: "wide quiet", "data-name": "Incident" }, value.incident.key));
      line.append(element("td", value.rule ? { class: "wide quiet", "data-name": "Rule" } : { class: "wide" }, value.rule ?? ""));
      return line;
    });
    return element("table", { class: "values" }, element("thead", {}, head), element("tbody", {}, ...body));
  };

  const draw = (row) => {
    const body = row.querySelector(".body");
    if (body.childElementCount > 0) return;
    const article = articles[row.dataset.at];
    const values = valuesOf(article);
    const numbers = values.map((_, at) => at);
    const wrong = numbers.filter((at) => values[at].verdict !== "right");
    const right = numbers.filter((at) => values[at].verdict === "right");
    const title = [article.title, article.published].filter(Boolean).join(" · ");
    body.append(element("p", { class: "title" }, title || article.name));
    if (wrong.length > 0) {
      body.append(element("div", { class: "wrong", tabindex: "0", role: "region", "aria-label": "Wrong values" }, table(values, wrong)));
    }
    if (right.length > 0) {
      body.append(element("details", { class: "right" }, element("summary", {}, `${right.length} right values`), table(values, right)));
    }
    const id = `pane-${row.dataset.at}`;
    body.append(element("div", { class: "panes" },
      pane(article, values, "gold", "Gold", `${id}-gold`),
      pane(article, values, "found", "Program", `${id}-found`)));
    mute(row);
  };

  // Rows that do not fit the filters are hidden, right values stay.
  const mute = (row) => {
    const article = articles[row.dataset.at];
    for (const line of row.querySelectorAll(".values tr[data-value]")) {
      const value = valuesOf(article)[line.dataset.value];
      line.hidden = value.verdict !== "right" && !fits(value);
    }
  };

  let misses = [];
  let here = -1;
  const filter = () => {
    misses = [];
    here = -1;
    const any = by.slot || by.type || by.verdict;
    let shown = 0;
    for (const row of rows) {
      const found = valuesOf(articles[row.dataset.at]).flatMap((value, at) => (fits(value) ? [{ row, at }] : []));
      row.hidden = Boolean(any) && found.length === 0;
      shown += row.hidden ? 0 : 1;
      misses.push(...found);
      if (row.open) mute(row);
    }
    document.getElementById("none").hidden = misses.length > 0;
    status.textContent = `${misses.length} wrong values in ${shown} articles`;
  };

  const light = (row, at, from) => {
    for (const one of document.querySelectorAll(".on")) one.classList.remove("on");
    row.querySelector(`tr[data-value="${at}"]`)?.classList.add("on");
    for (const box of row.querySelectorAll(".pane-text")) {
      const marks = [...box.querySelectorAll("mark")].filter((mark) => mark.dataset.values.split(" ").includes(String(at)));
      marks.forEach((mark) => mark.classList.add("on"));
      if (marks.length > 0 && box !== from) {
        const top = marks[0].getBoundingClientRect().top - box.getBoundingClientRect().top;
        box.scrollTo({ top: box.scrollTop + top - box.clientHeight / 3, behavior: smooth });
      }
    }
  };
  // Where the list of wrong values scrolls by itself, list and texts stay in view together.
  const reveal = (row, line) => {
    const box = line.closest(".wrong");
    if (!box || box.scrollHeight <= box.clientHeight + 1) {
      line.scrollIntoView({ block: "center", behavior: smooth });
      return;
    }
    const top = line.getBoundingClientRect().top - box.getBoundingClientRect().top;
    box.scrollTo({ top: box.scrollTop + top - box.clientHeight / 2, behavior: smooth });
    row.scrollIntoView({ block: "start", behavior: smooth });
  };
  const go = (to) => {
    if (misses.length === 0) return;
    here = Math.max(0, Math.min(misses.length - 1, to));
    const { row, at } = misses[here];
    row.open = true;
    draw(row);
    light(row, at);
    const line = row.querySelector(`tr[data-value="${at}"]`);
    line.querySelector("button").focus({ preventScroll: true });
    reveal(row, line);
    status.textContent = `Wrong value ${here + 1} of ${misses.length}`;
  };

  const place = (row, at) => {
    const found = misses.findIndex((miss) => miss.row === row && miss.at === at);
    if (found >= 0) here = found;
  };

  document.getElementById("articles").addEventListener("toggle", (event) => {
    if (event.target.matches("details.article") && event.target.open) draw(event.target);
  }, true);
  document.getElementById("articles").addEventListener("click", (event) => {
    const row = event.target.closest("details.article");
    const line = event.target.closest("tr[data-value]");
    const mark = event.target.closest("mark");
    if (line) {
      const at = Number(line.dataset.value);
      place(row, at);
      light(row, at);
      // A click with the keyboard means: take me there.
      if (event.detail === 0) row.querySelector("mark.on")?.scrollIntoView({ block: "center", behavior: smooth });
    } else if (mark) {
      const values = valuesOf(articles[row.dataset.at]);
      const all = mark.dataset.values.split(" ").map(Number);
      const at = all.find((one) => values[one].verdict !== "right") ?? all[0];
      const target = row.querySelector(`tr[data-value="${at}"]`);
      if (target.closest("details.right")) target.closest("details.right").open = true;
      place(row, at);
      light(row, at, mark.closest(".pane-text"));
      reveal(row, target);
    }
  });
  for (const select of selects) {
    select.addEventListener("change", () => { by[select.dataset.by] = select.value; filter(); });
  }
  const set = (name, value) => { by[name] = value; selects.find((select) => select.dataset.by === name).value = value; };
  document.getElementById("reset").addEventListener("click", () => { Object.keys(by).forEach((name) => set(name, "")); filter(); });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-filter]");
    if (!button) return;
    Object.keys(by).forEach((name) => set(name, ""));
    set(button.dataset.filter, button.dataset.value);
    filter();
    document.getElementById("articles-h").scrollIntoView({ behavior: smooth });
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
    if (event.key === "n") go(here + 1);
    else if (event.key === "p") go(here - 1);
    else return;
    event.preventDefault();
  });
  filter();
})();
