"use strict";
// Light, dark or as the system has it; remembered where the browser lets a local page remember.
(() => {
  const order = ["system", "light", "dark"];
  const button = document.getElementById("theme");
  const memory = {
    get: () => { try { return localStorage.getItem("theme"); } catch { return null; } },
    set: (value) => { try { localStorage.setItem("theme", value); } catch { /* not allowed here */ } },
  };
  const apply = (theme) => {
    if (theme === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    button.querySelector("span").textContent = theme;
  };
  let theme = order.includes(memory.get()) ? memory.get() : "system";
  apply(theme);
  button.addEventListener("click", () => {
    theme = order[(order.indexOf(theme) + 1) % order.length];
    apply(theme);
    memory.set(theme);
  });
  for (const controls of document.querySelectorAll(".controls")) controls.hidden = false;
})();
