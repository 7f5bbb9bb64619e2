import assert from "node:assert/strict";
import { audit, pageTest } from "./harness.mjs";
import { assertNoSidewaysScroll, formPlan, headline } from "./tool.mjs";

/** The rows of the table of themes: each theme's name and its numbers. */
const themeRows = (page) =>
  page
    .locator("#result table", { has: page.getByRole("columnheader", { name: "Would rather" }) })
    .locator("tbody tr")
    .evaluateAll((rows) =>
      rows.map((row) => [...row.children].map((cell) => cell.textContent.replace("–", "0")).map((text) => text.trim())),
    );

pageTest("communities on themes say what became of the wishes for each", async ({ page }) => {
  await page.getByLabel("Each group takes one of the 4 themes").check();
  await formPlan(page, "communities");
  const free = await themeRows(page);
  assert.equal(free.length, 4);
  const cards = await page.locator("#result article").count();
  assert.equal(free.reduce((sum, row) => sum + Number(row[1]), 0), cards);
  assert.equal(free.reduce((sum, row) => sum + Number(row[2]), 0), 24);
  await page.getByLabel("At most so many groups of a theme").fill("1");
  await page.getByLabel("Nobody is in a group on a theme that they did not choose").check();
  await formPlan(page, "communities");
  await page.getByText("The settings have changed").waitFor({ state: "hidden" });
  const single = await themeRows(page);
  assert.ok(single.every((row) => Number(row[1]) <= 1));
  await assertNoSidewaysScroll(page);
  await audit(page);
});

pageTest("other plans nearly as good are there to choose from, and to come back from", async ({ page }) => {
  await formPlan(page, "communities");
  const before = await page.locator("#result article").allInnerTexts();
  await page.getByText("Other plans nearly as good").click();
  await page.getByRole("button", { name: "Look for other plans" }).click();
  const options = page.locator("#result ol > li", { hasText: "Option" });
  await options.first().waitFor();
  assert.match(await options.first().innerText(), /(lower|higher|same) score; served least: \d+%; \d+ elsewhere: /);
  await page.getByRole("button", { name: "Show Option 1" }).click();
  await options.first().getByText("Shown below").waitFor();
  assert.notDeepEqual(await page.locator("#result article").allInnerTexts(), before);
  assert.match(await headline(page), /communities/);
  await audit(page);
  await page.getByRole("button", { name: "Show The plan formed" }).click();
  await page.getByRole("listitem").filter({ hasText: "The plan formed" }).getByText("Shown below").waitFor();
  assert.deepEqual(await page.locator("#result article").allInnerTexts(), before);
});
