import assert from "node:assert/strict";
import { pageTest } from "./harness.mjs";
import { choose, opened } from "./tool.mjs";

const points = (page) => page.getByRole("group", { name: /^Diversity against commonality/ }).getByRole("button");

async function compareCommunities(page) {
  await choose(page, "communities");
  await page.getByLabel("Seconds for each plan").fill("0.2");
  await page.getByRole("button", { name: "Compare 15 plans" }).click();
  await points(page).first().waitFor({ timeout: 90_000 });
}

pageTest("a sweep shows each plan as a point and as a row", async ({ page }) => {
  await compareCommunities(page);
  const rows = page.getByRole("region", { name: "All plans compared" }).getByRole("row");
  assert.equal(await rows.count(), 16);
  assert.ok((await points(page).count()) <= 15);
  for (const name of await points(page).evaluateAll((all) => all.map((one) => one.getAttribute("aria-label")))) {
    assert.match(name, /^Groups of .+, mix \d+%: commonality \d+%, diversity \d+%\./);
  }
});

pageTest("a point gives its settings, by mouse and by keyboard", async ({ page }) => {
  await choose(page, "pairs");
  await page.getByRole("button", { name: "Compare 5 plans" }).click();
  await points(page).first().waitFor();
  const mix = page.getByRole("slider", { name: "Mix of commonality" });
  await points(page).nth(4).click();
  assert.equal(await mix.inputValue(), "1");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Enter");
  assert.equal(await mix.inputValue(), "0.75");
  await page.getByRole("button", { name: "Use Pairs, mix 0%" }).click();
  assert.equal(await mix.inputValue(), "0");
  await page.getByRole("row", { name: /In use/ }).waitFor();
});

pageTest("a sweep that is stopped shows what it has", async ({ page }) => {
  await opened(page);
  await page.getByLabel("Open a sample").selectOption({ label: "Programme: 120 members" });
  await page.getByText("120 members", { exact: true }).waitFor();
  await page.getByLabel("Seconds for each plan").fill("30");
  await page.getByRole("button", { name: /^Compare \d+ plans/ }).click();
  await page.getByRole("button", { name: "Stop comparing" }).click();
  await page.getByText("Stopped early").waitFor();
  await page.getByRole("button", { name: /^Compare \d+ plans/ }).waitFor();
});
