// What a test of the page needs: a real headless Chromium, the built page on a server of its own, and an eye on
// everything that a coordinator would not want to happen unseen.
//
//   import assert from "node:assert/strict";
//   import { audit, pageTest, screenshot } from "./harness.mjs";
//
//   pageTest("one click forms a plan", async ({ page }) => {
//     await page.getByRole("button", { name: "Form" }).click();
//     await page.getByRole("heading", { name: "Plan" }).waitFor();
//     await audit(page);
//     await screenshot(page, "plan");
//   });
//
// A test file's name ends in `.test.mjs`. Every test has a fresh, empty browser profile, starts at the page itself, and
// fails when the page logs an error or a warning, throws, answers with an HTTP error, or asks any other host for
// anything, whatever else it asserts. A failed test leaves a screenshot in target/screenshots.
//
// Run with `cargo xtask test browser`, or, when the page is built, with `node --test tests/page/NAME.test.mjs`.
import { chromium } from "playwright-core";
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { startServer } from "../../xtask/js/server.mjs";

const place = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

const DIST = place("www/dist");
const SCREENSHOTS = place("target/screenshots");

/** Longer than anything on the page takes on a busy machine of two cores: only a hang reaches it. */
const PATIENCE = 30_000;

const SWITCHES = [
  "--disable-gpu",
  // The browser's own errands, which are none of a test's business and fail where there is no network.
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // Chromium's sandbox refuses to run as root, which is who a container's user is.
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
];

/** The rules of WCAG 2.2 AA, and what axe-core's authors hold to be good practice. */
const AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** One browser and one server for a file of tests, started with its first test. */
let shared;

async function start() {
  assert.ok(existsSync(`${DIST}/index.html`), "the page is not built: run `cargo xtask test browser`");
  const executablePath = process.env.COMMONGROUND_CHROMIUM ?? foundChromium();
  const browser = await chromium.launch({ executablePath, args: SWITCHES });
  return { browser, server: await startServer(DIST, 0) };
}

function foundChromium() {
  return execFileSync("cargo", ["xtask", "chromium"], { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] }).trim();
}

after(async () => {
  if (shared === undefined) return;
  const { browser, server } = await shared;
  await browser.close();
  await server.close();
});

/**
 * A test that starts on the freshly loaded page.
 *
 * @param {string} name
 * @param {object | Function} options a body, or: `path` to open; `expected`, patterns of problems that the test itself
 *   provokes; and everything that Playwright's `browser.newContext` takes (viewport, locale, colorScheme, offline, …)
 * @param {(session: { page: import("playwright-core").Page, context: import("playwright-core").BrowserContext,
 *   url: string, problems: string[] }) => Promise<void>} [body]
 */
export function pageTest(name, options, body = undefined) {
  if (typeof options === "function") return pageTest(name, {}, options);
  const { path = "", expected = [], ...profile } = options;
  return test(name, { timeout: 4 * PATIENCE }, async () => {
    const { browser, server } = await (shared ??= start());
    const context = await browser.newContext(profile);
    context.setDefaultTimeout(PATIENCE);
    const page = await context.newPage();
    const problems = watch(context, server.url);
    try {
      await page.goto(new URL(path, server.url).href);
      await body({ page, context, url: server.url, problems });
      const unexpected = problems.filter((problem) => !expected.some((pattern) => pattern.test(problem)));
      assert.deepEqual(unexpected, [], "the page did what it should not");
    } catch (error) {
      await screenshot(page, `failed-${name}`).catch(() => {});
      if (problems.length > 0) console.log(`problems on the page:\n  ${problems.join("\n  ")}`);
      throw error;
    } finally {
      await context.close();
    }
  });
}

/** Collects what goes wrong on every page of the context, its workers' requests included. */
function watch(context, home) {
  const problems = [];
  context.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") problems.push(`console: ${message.text()}`);
  });
  context.on("weberror", (webError) => problems.push(`thrown: ${webError.error()}`));
  context.on("request", (request) => {
    const url = new URL(request.url());
    const inside = url.protocol === "data:" || url.protocol === "blob:" || url.origin === new URL(home).origin;
    if (!inside) problems.push(`left the machine: ${request.url()}`);
  });
  context.on("response", (response) => {
    if (response.status() >= 400) problems.push(`${response.status()}: ${response.url()}`);
  });
  return problems;
}

/**
 * Fails on any accessibility violation that axe-core finds.
 *
 * @param {import("playwright-core").Page} page
 * @param {{ within?: string }} [options] a CSS selector, to look at a part
 */
export async function audit(page, { within } = {}) {
  await page.evaluate(axeSource());
  const { violations } = await page.evaluate(
    ([context, values]) => window.axe.run(context ?? document, { runOnly: { type: "tag", values } }),
    [within, AXE_TAGS],
  );
  const told = violations.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html}`));
  assert.deepEqual(told, [], "the page is not accessible");
}

/** Evaluated as it is, from outside of the page, so that no content security policy of the page's stands in the way. */
const axeSource = () =>
  `${readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8")}\nundefined;`;

/**
 * The tree that a screen reader walks, as indented text.
 *
 * @param {import("playwright-core").Page} page
 */
export const screenReaderTree = (page) => page.locator("body").ariaSnapshot();

/**
 * Keeps a picture of the whole page in target/screenshots and returns its path.
 *
 * @param {import("playwright-core").Page} page
 * @param {string} name
 */
export async function screenshot(page, name) {
  const path = `${SCREENSHOTS}/${name.replace(/[^\p{L}\p{N}]+/gu, "-")}.png`;
  await page.screenshot({ path, fullPage: true });
  return path;
}
