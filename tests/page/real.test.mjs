// Pairs of other kinds than the simplest, by the engine itself: nothing stands between page and worker.
import assert from "node:assert/strict";
import { pageTest } from "./harness.mjs";
import { choose, formPlan, headline } from "./tool.mjs";

pageTest("tables of four are formed for three rounds, and soft rules are set aside", async ({ page }) => {
  await choose(page, "pairs");
  await page.getByLabel("People at a table").fill("4");
  await page.getByLabel("People at a table").blur();
  await page.getByRole("spinbutton", { name: "Rounds" }).fill("3");
  await page.getByRole("button", { name: "Form tables" }).click();
  assert.match(await headline(page), /^18 tables of 4 in 3 rounds\./);
  await page.getByText("Not used now.").first().waitFor();
  assert.equal(await page.getByRole("article", { name: /^Table / }).count(), 18);
});

pageTest("stable pairs are formed and say so", async ({ page }) => {
  await choose(page, "pairs");
  await page.getByLabel("What should be best").selectOption({ value: "stable" });
  await formPlan(page, "pairs");
  await page.locator("#result .facts").getByText("Stable: no two who are apart would both rather").waitFor();
});

pageTest("why two are not paired is said, with who would change", async ({ page }) => {
  await formPlan(page, "pairs");
  const pairs = page.getByRole("article", { name: /^Pair / });
  await pairs.nth(0).getByRole("button", { name: /Why not/ }).first().click();
  const other = page.getByLabel("With", { exact: true });
  const names = await other.locator("option").allInnerTexts();
  const partner = await pairs.nth(1).locator("li").first().innerText();
  const wanted = names.find((name) => partner.includes(name)) ?? names.at(-1);
  await other.selectOption({ label: wanted });
  await page.getByText(/could be paired|may not be paired|are paired/).first().waitFor();
});
