// A headless Chromium with an empty profile, and pages that record what must not happen.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { chromium } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
export const out = resolve(import.meta.dirname, "out");
export const widths = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 900 } };

const switches = [
  "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
];

// Runs `work` with a function that opens a page of ours.
export async function withBrowser(work) {
  const profile = mkdtempSync(join(tmpdir(), "news-incidents-"));
  const context = (options) =>
    chromium.launchPersistentContext(mkdtempSync(join(profile, "p")), {
      executablePath: process.env.CHROMIUM, args: switches, reducedMotion: "reduce", ...options,
    });
  try {
    await work(async (file, { width = "desktop", scheme = "light", script = true } = {}, use) => {
      const browser = await context({ viewport: widths[width], colorScheme: scheme, javaScriptEnabled: script });
      try {
        const page = await browser.newPage();
        const troubles = [];
        page.on("console", (message) => message.type() === "error" && troubles.push(`console: ${message.text()}`));
        page.on("pageerror", (error) => troubles.push(`script: ${error.message}`));
        page.on("request", (request) => {
          if (request.url() !== page.url() && !request.isNavigationRequest()) troubles.push(`request: ${request.url()}`);
        });
        const address = `file://${join(out, file)}`;
        await page.goto(address);
        await use(page);
        for (const trouble of troubles) throw new Error(`${file} (${width}, ${scheme}): ${trouble}`);
      } finally {
        await browser.close();
      }
    });
  } finally {
    rmSync(profile, { recursive: true, force: true });
  }
}

// What axe holds against the page and would keep a reader from it.
export async function barriers(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
  const grave = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  return grave.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.slice(0, 3).map((node) => `${node.html.slice(0, 160)} ${node.any[0]?.message ?? ""}`).join(" | ")}`);
}

export const sideways = (page) => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

// Whether a part can be seen without scrolling, by the page or by its own pane.
export const inView = (locator) =>
  locator.evaluate((one) => {
    const { top, bottom, left } = one.getBoundingClientRect();
    const hit = document.elementFromPoint(left + 2, (top + bottom) / 2);
    return Boolean(hit && (one.contains(hit) || hit.contains(one)));
  });
