// What the tests of the page do again and again, in the coordinator's words.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const sample = (name) => fileURLToPath(new URL(`../../samples/${name}`, import.meta.url));

/** A sample network as it stands in the project. */
export const network = (name) => JSON.parse(readFileSync(sample(`${name}.json`), "utf8")).network;

/** Waits until the page shows a network, and the settings that come after the first load. */
export async function opened(page) {
  await page.getByRole("region", { name: "Members and their answers" }).waitFor();
  await page.getByRole("button", { name: "Add rule" }).waitFor();
}

const GO = { pairs: "Form pairs", communities: "Form communities", coaching: "Match coaches", panel: "Draw the panel" };
const CARD = { pairs: "Peer pairs", communities: "Communities", coaching: "Coaching", panel: "Leadership panel" };

export const goButton = (page, form) => page.getByRole("button", { name: GO[form], exact: true });

/** Chooses what to form, without forming it. */
export async function choose(page, form) {
  await opened(page);
  await page.getByRole("radio", { name: CARD[form] }).check();
}

/** Chooses a form, forms the plan and returns the headline. */
export async function formPlan(page, form) {
  await choose(page, form);
  await goButton(page, form).click();
  return headline(page);
}

export async function headline(page) {
  const title = page.locator("#result-headline");
  await title.waitFor();
  return title.innerText();
}

/** A short search, where the time is not what a test is about. */
export async function setSeconds(page, seconds) {
  await page.getByText("Time and seed").click();
  await page.getByLabel("Seconds to search").fill(String(seconds));
  await page.getByLabel("Seconds to search").blur();
}

/**
 * Opens the page with `between`, the text of an object of functions, between it and its worker: `send(message, pass,
 * reply)` gets what the page asks, `receive(data, pass)` what the worker answers; each passes it on when it likes.
 */
export async function openBetween(page, between) {
  await page.addInitScript(`
    const between = { send: (message, pass) => pass(message), receive: (data, pass) => pass(data), ...(${between}) };
    window.Worker = class extends Worker {
      #receive;
      postMessage(message) {
        const reply = (value, kind = "done") => this.#receive({ data: { id: message.id, kind, value } });
        between.send(message, (given) => super.postMessage(given), reply);
      }
      set onmessage(receive) {
        this.#receive = receive;
        super.onmessage = ({ data }) => between.receive(data, (given) => receive({ data: given }));
      }
    };
  `);
  await page.reload();
  await opened(page);
}

/** Opens a table that stands in the test itself. */
export const openTable = (page, text, name = "table.csv") =>
  page.locator("input[type=file]").setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(text) });

/** Presses the button and returns the text of what it saves. */
export async function saved(page, button) {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: button }).click(),
  ]);
  return {
    name: download.suggestedFilename(),
    path: await download.path(),
    text: readFileSync(await download.path(), "utf8"),
  };
}

/** Rows of a CSV text; written apart from the page's own writer. */
export function parseCsv(text) {
  const rows = [[""]];
  let quoted = false;
  for (let at = text.startsWith("\uFEFF") ? 1 : 0; at < text.length; at++) {
    const [char, next] = [text[at], text[at + 1]];
    const row = rows.at(-1);
    if (quoted && char === '"' && next === '"') row[row.length - 1] += text[++at];
    else if (char === '"') quoted = !quoted;
    else if (!quoted && char === ",") row.push("");
    else if (!quoted && char === "\r" && next === "\n") (rows.push([""]), at++);
    else row[row.length - 1] += char;
  }
  assert.equal(quoted, false, "a quotation mark is left open");
  return rows.slice(0, -1);
}

/** Nothing of the page stands out to the right of the window. */
export async function assertNoSidewaysScroll(page) {
  const [wide, window] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ]);
  assert.ok(wide <= window, `the page is ${wide} wide in a window of ${window}`);
}
