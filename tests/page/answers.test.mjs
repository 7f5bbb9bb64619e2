import assert from "node:assert/strict";
import { audit, pageTest } from "./harness.mjs";
import { choose } from "./tool.mjs";

pageTest("the best trades of pairs are drawn, said to be all, and one gives its mix", async ({ page }) => {
  await choose(page, "pairs");
  await page.getByRole("button", { name: "Find the best trades" }).click();
  await page.getByText(/^Between commonality and diversity there (is|are) \d+ best/).waitFor();
  const points = page.getByRole("group", { name: /^Diversity against commonality/ }).getByRole("button");
  assert.ok((await points.count()) > 0);
  await points.first().focus();
  await page.keyboard.press("End");
  await page.keyboard.press("Home");
  await page.keyboard.press("Enter");
  assert.match(await points.first().getAttribute("aria-label"), /commonality \d+%, diversity \d+%\./);
  await audit(page);
});

pageTest("questions are ranked by what the plan would lose without their answers", async ({ page }) => {
  await choose(page, "pairs");
  await page.getByRole("button", { name: "Find out which answers mattered" }).click();
  const rows = page.getByRole("list", { name: "Questions, those whose answers mattered most first" }).getByRole("listitem");
  await rows.first().waitFor();
  assert.ok((await rows.count()) > 5);
  assert.match(await rows.first().innerText(), /the plan would be worth [\d.]+ % less/);
  await page.getByText("The method is exact: nothing of this is chance.").waitFor();
  await page.getByText("What could be left out.").waitFor();
  await audit(page);
});

pageTest("asking about communities can be stopped, and shows what is known", async ({ page }) => {
  await choose(page, "communities");
  await page.getByRole("button", { name: "Find out which answers mattered" }).click();
  await page.getByRole("button", { name: "Stop", exact: true }).click();
  await page.getByRole("button", { name: "Find out which answers mattered" }).waitFor({ timeout: 60_000 });
  await page.getByRole("list", { name: "Questions, those whose answers mattered most first" }).waitFor();
});
