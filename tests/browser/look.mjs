// Opens the desk's pages in headless Chromium: accessibility, keyboard, hostile comments, traffic, screenshots.
// Usage: node look.mjs http://127.0.0.1:PORT/ FOLDER
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import puppeteer from "puppeteer-core";

const [base, folder] = process.argv.slice(2);
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const PAGES = {
  front: "/",
  articles: "/articles",
  "article-23-comments": "/article/101",
  "article-edited-deleted": "/article/104",
  "article-400-comments": "/article/113",
  urdu: "/article/122",
  author: "/author?id=petra-hradsky",
  commenter: "/commenter?name=Rivet+Counter",
  search: "/search?q=keel+OR+gantry+OR+surely&history=1",
  "search-empty": "/search",
  "search-broken": "/search?q=***",
  "not-found": "/article/999999",
};
const WIDTHS = { desktop: [1280, 900], phone: [390, 844] };
const profile = await mkdtemp(join(tmpdir(), "quwa-browser-"));
const browser = await puppeteer.launch({
  executablePath: "/usr/bin/chromium",
  userDataDir: profile,
  args: [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--hide-scrollbars",
    // Whatever a page asks for elsewhere finds no address; what it asked for is counted below.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
  ],
});
const failures = [];
const fail = (what) => { failures.push(what); console.log(`FAIL  ${what}`); };
let looked = 0;

async function open(path, { width = "desktop", dark = false, script = true } = {}) {
  const page = await browser.newPage();
  const [w, h] = WIDTHS[width];
  await page.setViewport({ width: w, height: h, isMobile: width === "phone", hasTouch: width === "phone" });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: dark ? "dark" : "light" }]);
  await page.setJavaScriptEnabled(script);
  page.on("request", (request) => {
    const url = new URL(request.url());
    // data: is no traffic; Chromium draws the buttons of its own date and search fields with it.
    if (url.protocol !== "data:" && url.hostname !== "127.0.0.1") fail(`${path} asks ${request.url()}`);
  });
  page.on("dialog", async (dialog) => { fail(`${path} opened a dialog: ${dialog.message()}`); await dialog.dismiss(); });
  page.on("pageerror", (error) => fail(`${path}: ${error}`));
  await page.goto(new URL(path, base).href, { waitUntil: "load" });
  return page;
}

for (const [name, path] of Object.entries(PAGES)) {
  for (const [width, dark] of [["desktop", false], ["desktop", true], ["phone", false], ["phone", true]]) {
    const page = await open(path, { width, dark });
    const label = `${name} ${width} ${dark ? "dark" : "light"}`;
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (overflow > 0) fail(`${label}: ${overflow} px wider than the screen`);
    // Everything unfolded, so that what is in it is looked at as well.
    await page.evaluate(() => document.querySelectorAll("details").forEach((d) => { d.open = true; }));
    // Through the debugger: the pages' own policy lets no script in.
    await page.evaluate(axe);
    const found = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
    for (const v of found.violations) {
      const text = `${label}: ${v.impact} ${v.id}: ${v.help}: ${v.nodes[0].html.slice(0, 120)}`;
      // Headings within an article are as published, and may leave out a level.
      const asPublished = v.id === "heading-order";
      if (["serious", "critical", "moderate"].includes(v.impact) && !asPublished) fail(text); else console.log(`note  ${text}`);
    }
    looked += 1;
    await page.close();
    const shown = await open(path, { width, dark, script: false });
    await shown.screenshot({ path: join(folder, `${name}-${width}-${dark ? "dark" : "light"}.png`), fullPage: name !== "article-400-comments" });
    await shown.close();
  }
}

// The hostile comment: nothing ran, loaded, covered the page or hid it.
{
  const page = await open("/article/104");
  await new Promise((done) => setTimeout(done, 500));
  const state = await page.evaluate(() => ({
    title: document.title,
    base: document.baseURI,
    visible: getComputedStyle(document.body).display,
    scripts: document.querySelectorAll("script, iframe, svg:not(.chart svg), form:not([role=search]), style, img, base, [onerror], [onclick], [onload]").length,
    bad: [...document.querySelectorAll("a[href]")].filter((a) => !/^https?:$|^mailto:$/.test(a.protocol)).length,
    fixed: [...document.querySelectorAll(".said *")].filter((e) => getComputedStyle(e).position !== "static").length,
    top: document.elementFromPoint(640, 20)?.closest("header") !== null,
  }));
  if (state.title.includes("owned")) fail("a comment changed the title");
  if (state.base !== new URL("/article/104", base).href) fail(`the base address is ${state.base}`);
  if (state.visible === "none") fail("a comment hid the page");
  for (const what of ["scripts", "bad", "fixed"]) if (state[what]) fail(`${state[what]} ${what} from comments`);
  if (!state.top) fail("something covers the header");
  // Even if a script got through the cleaning, the policy stops it.
  await page.evaluate(() => {
    const box = document.createElement("div");
    box.innerHTML = "<img src=x onerror=\"document.title='owned'\">";
    document.body.append(box);
    const script = document.createElement("script");
    script.textContent = "document.title = 'owned'";
    document.body.append(script);
  });
  await new Promise((done) => setTimeout(done, 300));
  if ((await page.title()).includes("owned")) fail("the content security policy lets inline script run");
  for (const link of await page.$$(".said a")) await link.click({ delay: 1 }).catch(() => {}), await page.goBack().catch(() => {});
  if ((await page.title()).includes("owned")) fail("a link ran a script");
  await page.close();
}

// The keyboard: the first Tab offers to skip, every stop is visible, search works by typing and Enter.
{
  const page = await open("/");
  await page.keyboard.press("Tab");
  const first = await page.evaluate(() => ({ text: document.activeElement.textContent, x: document.activeElement.getBoundingClientRect().x }));
  if (!first.text.startsWith("Skip") || first.x < 0) fail(`the first stop is ${first.text} at ${first.x}`);
  await page.keyboard.press("Enter");
  if ((await page.evaluate(() => document.activeElement.id)) !== "content") fail("the skip link leads nowhere");
  const stops = await page.$$eval("a[href], button, input, summary", (all) => all.length);
  let seen = 0;
  for (let i = 0; i < stops; i += 1) {
    await page.keyboard.press("Tab");
    const outlined = await page.evaluate(() => {
      const e = document.activeElement;
      return e === document.body || getComputedStyle(e).outlineStyle !== "none";
    });
    if (outlined) seen += 1; else fail("a stop of the keyboard cannot be seen");
  }
  console.log(`keyboard: ${seen} stops, all visible`);
  await page.focus("#top-q");
  await page.keyboard.type("keel");
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
  if (!page.url().includes("/search?q=keel")) fail(`typing a search led to ${page.url()}`);
  if ((await page.$$(".hits li")).length === 0) fail("typing a search found nothing");
  await page.close();
}

// Datasette's own pages: the hostile comment's HTML is shown as text there.
for (const path of ["/archive/comments?_sort_desc=id", "/archive/comments?article_id=104&_facet=author_name"]) {
  const page = await open(path);
  await new Promise((done) => setTimeout(done, 300));
  if ((await page.title()).includes("owned")) fail(`${path}: a comment ran`);
  await page.close();
}

await browser.close();
await rm(profile, { recursive: true, force: true });
console.log(`${looked} pages looked at with axe-core ${axe.match(/axe v([\d.]+)/)?.[1]}, screenshots in ${folder}`);
console.log(`${failures.length ? 0 : 1} passed, ${failures.length} failed`);
process.exit(failures.length ? 1 : 0);
