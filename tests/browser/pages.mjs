// The test itself: every page, width and scheme; then what a reader and a developer do.
import assert from "node:assert/strict";
import { statSync } from "node:fs";
import { join } from "node:path";
import { barriers, inView, out, sideways, widths, withBrowser } from "./browser.mjs";

let passed = 0;
const ok = (told) => { passed += 1; console.log(`ok  ${told}`); };

async function looks(open) {
  for (const file of ["one.html", "many.html", "check.html"]) {
    for (const width of Object.keys(widths)) {
      for (const scheme of ["light", "dark"]) {
        await open(file, { width, scheme }, async (page) => {
          if (file === "check.html") await page.keyboard.press("n");
          assert.deepEqual(await barriers(page), [], `${file} ${width} ${scheme}: accessibility`);
          assert.equal(await sideways(page), 0, `${file} ${width} ${scheme}: scrolls sideways`);
          await page.screenshot({ path: join(out, `${file.replace(".html", "")}-${width}-${scheme}.png`) });
        });
        ok(`${file} ${width} ${scheme}: axe, no sideways scrolling, no request, no error`);
      }
    }
  }
}

// A test that finds nothing must be one that could.
async function sees(open) {
  await open("one.html", {}, async (page) => {
    await page.evaluate(() => {
      const faint = document.createElement("p");
      faint.textContent = "hardly there";
      faint.style.cssText = "color: #ccc; width: 3000px";
      document.querySelector("main").append(faint);
    });
    const found = await barriers(page);
    assert.ok(found.some((one) => one.startsWith("color-contrast")), `faint words are found: ${found}`);
    assert.ok((await sideways(page)) > 0, "and a page that is too wide");
  });
  const asks = open("one.html", {}, (page) => page.evaluate(() => fetch("file:///etc/hostname").catch(() => undefined)));
  await assert.rejects(asks, /console|request/, "and one that asks for more");
  ok("planted faults are found");
}

async function reads(open, width) {
  await open("one.html", { width }, async (page) => {
    const value = page.locator("a.value", { hasText: "USD 60 million" }).first();
    const place = (await value.getAttribute("href")).slice(1);
    const words = page.locator(`.m[data-p~="${place}"]`).first();

    await value.click();
    assert.equal(await words.innerText(), "$60 million");
    assert.ok(await words.evaluate((one) => one.classList.contains("on")), "a click on a value lights its words");
    assert.ok(await inView(words), "and brings them into view");
    assert.ok(page.url().endsWith(`#${place}`));

    await page.evaluate(() => window.scrollTo(0, 0));
    await words.scrollIntoViewIfNeeded();
    await words.click();
    assert.ok(await value.evaluate((one) => one.classList.contains("on")), "a click on words lights their value");
    assert.ok(await inView(value), "and brings it into view");
    ok(`report ${width}: from card to words and back`);

    await page.keyboard.press("Escape");
    assert.equal(await page.locator(".on, .current").count(), 0, "Escape puts the lights out");
    await words.scrollIntoViewIfNeeded();
    await page.mouse.move(1, 1);
    await words.hover();
    assert.ok(await value.evaluate((one) => one.classList.contains("on")), "a pointer on words lights their value");

    await page.keyboard.press("Escape");
    for (const [key, expected] of [["n", "a1-i1"], ["n", "a1-i2"], ["n", "a1-i3"], ["p", "a1-i2"]]) {
      await page.keyboard.press(key);
      assert.equal(await page.evaluate(() => document.activeElement.id), expected, `key ${key}`);
    }
    assert.ok(await inView(page.locator("#a1-i2 h4")));
    await page.keyboard.press("Enter");
    assert.ok(await page.evaluate(() => document.activeElement.matches(".m.on")), "Enter goes to the words");
    assert.ok(await inView(page.locator(".m:focus")));
    const ring = await page.locator(".m:focus").evaluate((one) => getComputedStyle(one).outlineStyle);
    assert.equal(ring, "solid", "the focus is seen");
    await page.keyboard.press("Enter");
    assert.ok(await page.evaluate(() => document.activeElement.matches("a.value")), "and back");
    ok(`report ${width}: pointer and keyboard`);

    const tags = page.locator(".text .tag").first();
    await page.click("#labels");
    assert.equal(await tags.isVisible(), false, "labels can be hidden");
    await page.click("#labels");
    assert.equal(await tags.isVisible(), true, "and shown");
    const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const before = await paper();
    await page.click("#theme");
    await page.click("#theme");
    assert.notEqual(await paper(), before, "the theme can be chosen");
    ok(`report ${width}: labels and theme`);
  });
  await open("one.html", { width, script: false }, async (page) => {
    assert.equal(await page.locator(".controls").first().isVisible(), false, "no button that does nothing");
    const value = page.locator("a.value", { hasText: "USD 60 million" }).first();
    await value.click();
    const place = new URL(page.url()).hash;
    assert.match(place, /^#a1-w\d+$/);
    assert.ok(await inView(page.locator(`${place} + .m, ${place} + .w + .m`).first()), "links work without the script");
    ok(`report ${width}: without a script`);
  });
  await open("one.html", { width }, async (page) => {
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.locator(".controls").first().isVisible(), false);
    const cut = await page.locator(".text").evaluate((one) => one.scrollHeight - one.clientHeight);
    assert.ok(cut <= 1, "the whole text is printed");
    ok(`report ${width}: on paper`);
  });
  await open("many.html", { width }, async (page) => {
    const links = page.locator(".index a");
    assert.equal(await links.count(), 6);
    await links.nth(2).click();
    assert.ok(await inView(page.locator("#a3 h2")), "the index leads to articles");
    const bar = page.locator("svg.timeline a").first();
    const card = await bar.getAttribute("href");
    await bar.locator("rect.bar").click();
    assert.ok(page.url().endsWith(card) && await inView(page.locator(`${card} h4`)), "a bar leads to its card");
    assert.ok((await page.locator("svg").count()) === (await page.locator("svg > title").count()), "drawings have titles");
    ok(`report ${width}: index and drawings`);
  });
}

async function develops(open, width) {
  await open("check.html", { width }, async (page) => {
    const data = JSON.parse(await page.locator("#articles-data").textContent());
    const all = data.articles.flatMap(({ incidents }) => incidents.flatMap((one) => one.values.map((value) => ({ ...value, types: one.types }))));
    const wrong = all.filter(({ verdict }) => verdict !== "right");
    assert.ok(wrong.length > 3, "the fixtures leave something to see");
    const status = () => page.locator("#status").innerText();
    assert.match(await status(), new RegExp(`^${wrong.length} wrong values`));

    await page.keyboard.press("n");
    await page.keyboard.press("n");
    assert.match(await status(), new RegExp(`^Wrong value 2 of ${wrong.length}`));
    const line = page.locator("tr.on");
    assert.equal(await line.count(), 1);
    assert.ok(await inView(line.locator("button")), "the next wrong value comes into view");
    await page.keyboard.press("p");
    assert.match(await status(), /^Wrong value 1 /);
    ok(`check ${width}: keyboard`);

    const at = wrong.findIndex(({ gold_span }) => gold_span);
    const slot = wrong[at].slot;
    await page.selectOption("#by-slot", slot);
    const fits = wrong.filter((value) => value.slot === slot);
    assert.match(await status(), new RegExp(`^${fits.length} wrong values`), "by slot");
    await page.keyboard.press("n");
    const slots = await page.locator(".wrong tr[data-value]:visible td.slot").allInnerTexts();
    assert.ok(slots.length > 0 && slots.every((one) => one === slot), `only ${slot}: ${slots}`);
    await page.selectOption("#by-type", "theft");
    const both = fits.filter(({ types }) => types.includes("theft"));
    assert.match(await status(), new RegExp(`^${both.length} wrong values`), "by slot and type");
    await page.click("#reset");
    assert.match(await status(), new RegExp(`^${wrong.length} wrong values`), "and none");
    const button = page.locator("button[data-filter=slot]").first();
    await button.click();
    assert.equal(await page.inputValue("#by-slot"), await button.getAttribute("data-value"), "a figure leads to its values");
    await page.click("#reset");
    ok(`check ${width}: filters`);

    await page.locator("details.article").nth(1).evaluate((row) => { row.open = true; });
    const row = page.locator("details.article").nth(1);
    const mark = row.locator(".pane mark").first();
    await mark.waitFor();
    assert.equal(await row.locator(".pane").count(), 2);
    const texts = await row.locator(".pane-text").evaluateAll((panes) => panes.map((pane) => {
      const copy = pane.cloneNode(true);
      copy.querySelectorAll(".tag").forEach((tag) => tag.remove());
      return copy.textContent;
    }));
    const article = data.articles[await row.getAttribute("data-at")];
    assert.deepEqual(texts, [article.text, article.text], "both panes hold the text, no more and no less");
    await mark.scrollIntoViewIfNeeded();
    await mark.click();
    assert.equal(await row.locator("tr.on").count(), 1, "words lead to their value");
    const lit = row.locator("mark.on").first();
    assert.ok(await lit.isVisible());
    ok(`check ${width}: texts side by side`);
  });
}

async function large(open, file) {
  const megabytes = (statSync(join(out, file)).size / 1e6).toFixed(1);
  await open(file, {}, async (page) => {
    const timed = async (work) => { const start = performance.now(); await work(); return Math.round(performance.now() - start); };
    const articles = await page.locator("details.article").count();
    assert.ok(articles >= 1000, `${articles} articles`);
    const loaded = await timed(() => page.reload({ waitUntil: "load" }));
    const next = await timed(() => page.keyboard.press("n"));
    const filtered = await timed(() => page.selectOption("#by-slot", "victims.name"));
    for (const [what, took] of Object.entries({ loaded, next, filtered })) assert.ok(took < 3000, `${what}: ${took} ms`);
    ok(`check with ${articles} articles: ${megabytes} MB, load ${loaded} ms, next ${next} ms, filter ${filtered} ms`);
  });
}

// The pictures of the documentation.
async function shots(open, folder) {
  const views = {
    report: ["one.html", "desktop", "light", { width: 1280, height: 1240 }, 0],
    "report-phone": ["one.html", "phone", "dark", widths.phone, 3],
    check: ["check.html", "desktop", "light", { width: 1280, height: 960 }, 2],
    "check-phone": ["check.html", "phone", "dark", widths.phone, 2],
  };
  for (const [name, [file, width, scheme, size, steps]] of Object.entries(views)) {
    await open(file, { width, scheme }, async (page) => {
      await page.setViewportSize(size);
      for (let step = 0; step < steps; step += 1) await page.keyboard.press("n");
      await page.screenshot({ path: join(folder, `${name}.png`) });
    });
  }
  ok(`pictures in ${folder}`);
}

await withBrowser(async (open) => {
  await sees(open);
  await looks(open);
  for (const width of Object.keys(widths)) {
    await reads(open, width);
    await develops(open, width);
  }
  const [what, name] = process.argv.slice(2);
  if (what === "--large") await large(open, name);
  if (what === "--shots") await shots(open, name);
});
console.log(`${passed} passed`);
