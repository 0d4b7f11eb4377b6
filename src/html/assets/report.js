"use strict";
// Reading works without this: values and words are links to each other. The script shows both at once.
(() => {
  const cards = [...document.querySelectorAll("[data-card]")];
  const words = new Map();
  for (const mark of document.querySelectorAll(".m")) {
    for (const place of mark.dataset.p.split(" ")) {
      if (!words.has(place)) words.set(place, []);
      words.get(place).push(mark);
    }
  }
  const values = new Map();
  for (const value of document.querySelectorAll("a.value")) {
    const place = value.hash.slice(1);
    if (!values.has(place)) values.set(place, []);
    values.get(place).push(value);
  }
  const smooth = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
  const unlit = (name = "on") => document.querySelectorAll("." + name).forEach((one) => one.classList.remove(name));
  const light = (list) => list.forEach((one) => one.classList.add("on"));
  const show = (place) => { light(words.get(place) ?? []); light(values.get(place) ?? []); };
  const placesOf = (card) => [...card.querySelectorAll("a.value")].map((value) => value.hash.slice(1));
  const inner = (mark) => mark.dataset.p.split(" ")[0];

  // What stays lit while the pointer wanders: of a card its words, of a value both.
  let stay = () => {};
  const keep = (lights) => { stay = lights; unlit(); stay(); };
  const over = (event) => {
    const mark = event.target.closest?.(".m");
    const value = event.target.closest?.("a.value");
    unlit();
    stay();
    if (mark) show(inner(mark));
    if (value) show(value.hash.slice(1));
  };
  document.addEventListener("mouseover", over);
  document.addEventListener("focusin", over);

  const current = (card) => { unlit("current"); card?.classList.add("current"); };
  const choose = (card) => {
    current(card);
    keep(() => placesOf(card).forEach((place) => light(words.get(place) ?? [])));
    card.focus({ preventScroll: true });
    card.scrollIntoView({ block: "start", behavior: smooth });
    const first = words.get(placesOf(card)[0])?.[0];
    const pane = first?.closest(".text");
    // Beside the card, the words come along; below it, the reader decides.
    if (pane && pane.scrollHeight > pane.clientHeight + 1) {
      pane.scrollTo({ top: pane.scrollTop + first.getBoundingClientRect().top - pane.getBoundingClientRect().top - 80, behavior: smooth });
    }
  };
  const enter = (card) => {
    const mark = words.get(placesOf(card)[0])?.[0];
    mark?.focus({ preventScroll: true });
    mark?.scrollIntoView({ block: "center", behavior: smooth });
  };

  document.addEventListener("click", (event) => {
    const value = event.target.closest("a.value");
    const mark = event.target.closest(".m");
    if (value) {
      const place = value.hash.slice(1);
      const target = words.get(place)?.[0];
      if (!target) return;
      event.preventDefault();
      current(value.closest("[data-card]"));
      keep(() => show(place));
      target.focus({ preventScroll: true });
      target.scrollIntoView({ block: "center", behavior: smooth });
      history.replaceState(null, "", "#" + place);
    } else if (mark) {
      const target = document.querySelector(mark.hash);
      if (!target) return;
      event.preventDefault();
      current(target.closest("[data-card]"));
      keep(() => show(inner(mark)));
      target.focus({ preventScroll: true });
      target.scrollIntoView({ block: "center", behavior: smooth });
      history.replaceState(null, "", mark.hash);
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
    const here = cards.findIndex((card) => card.classList.contains("current"));
    if (event.key === "n" && cards[here + 1]) choose(cards[here + 1]);
    else if (event.key === "p" && here > 0) choose(cards[here - 1]);
    else if (event.key === "Enter" && event.target.matches("[data-card]")) enter(event.target);
    else if (event.key === "Escape") { unlit("current"); keep(() => {}); }
    else return;
    event.preventDefault();
  });

  const labels = document.getElementById("labels");
  labels.addEventListener("click", () => {
    const hidden = document.documentElement.classList.toggle("no-labels");
    labels.querySelector("span").textContent = hidden ? "hidden" : "shown";
  });
})();
