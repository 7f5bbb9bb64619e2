import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { audit, pageTest, screenshot } from "./harness.mjs";
import { assertNoSidewaysScroll, formPlan, goButton, headline, opened, parseCsv, sample, saved } from "./tool.mjs";

/** The education network, in which those that `who` accepts facilitate, and so many of them. */
async function openWithFacilitators(page, count, change = (member) => member) {
  const { network, scenario } = JSON.parse(readFileSync(sample("education-24.json"), "utf8"));
  let left = count;
  const members = network.members.map((member) =>
    member.roles?.includes("coach") && left-- > 0 ? change({ ...member, roles: ["facilitator"] }) : member,
  );
  const text = JSON.stringify({ network: { ...network, members }, scenario });
  await opened(page);
  await page
    .locator("input[type=file]")
    .setInputFiles({ name: "network.json", mimeType: "application/json", buffer: Buffer.from(text) });
  await page.getByText("from network.json").waitFor();
}

async function find(page) {
  await goButton(page, "communities").click();
  await headline(page);
  await page.getByText("Neutral facilitators").click();
  await page.getByRole("button", { name: "Find facilitators" }).click();
  await page.locator(".facilitators-count").waitFor();
}

const rows = (page) => page.locator(".facilitators-list > li").allInnerTexts();

pageTest("every community gets a neutral facilitator, with why", async ({ page }) => {
  await openWithFacilitators(page, 8);
  await find(page);
  const groups = await page.locator("#result article").count();
  assert.equal(await page.locator(".facilitators-count").innerText(), `${groups} of ${groups} groups have a facilitator.`);
  for (const row of await rows(page)) assert.match(row, /Community \d[^]*Technical fit \d+%/);
  const { name, text } = await saved(page, "Save facilitators (CSV)");
  assert.equal(name, "commonground-facilitators.csv");
  assert.equal(parseCsv(text).length, groups + 1);
  await audit(page);
});

pageTest("a group without a facilitator says what excludes each candidate", async ({ page }) => {
  await openWithFacilitators(page, 2, (member) => ({ ...member, values: { ...member.values, region: "Andes" } }));
  await goButton(page, "communities").click();
  await headline(page);
  await page.getByText("Neutral facilitators").click();
  await page.getByRole("checkbox", { name: "Region" }).check();
  await page.getByRole("button", { name: "Find facilitators" }).click();
  await page.locator(".facilitators-none").first().waitFor();
  const excluded = page.getByText("What excludes the 2 candidates").first();
  await excluded.click();
  await page.locator(".facilitators-none details[open] li").first().waitFor();
  assert.match(await page.locator(".facilitators-none details[open] li").first().innerText(), /“Region”/);
  assert.doesNotMatch(await page.locator(".facilitators").innerText(), /\bg\d\b/);
  await audit(page);
  // Another question: the answer to the one before is not it.
  await page.getByRole("checkbox", { name: "Region" }).uncheck();
  assert.equal(await page.locator(".facilitators-count").count(), 0);
});

pageTest("what is saved of facilitators opens again", async ({ page }) => {
  await openWithFacilitators(page, 8);
  await find(page);
  const before = await rows(page);
  const { name, text } = await saved(page, "Save facilitators (JSON)");
  await page.reload();
  await opened(page);
  await page
    .locator("input[type=file]")
    .setInputFiles({ name, mimeType: "application/json", buffer: Buffer.from(text) });
  assert.match(await headline(page), /^Facilitators for \d groups$/);
  await page.locator(".facilitators-count").waitFor();
  assert.deepEqual(await rows(page), before);
});

pageTest("a network without facilitators is not offered any", async ({ page }) => {
  await formPlan(page, "communities");
  await page.getByText("Other plans nearly as good").waitFor();
  assert.equal(await page.getByText("Neutral facilitators").count(), 0);
});

pageTest(
  "facilitators are found by keyboard, in a narrow window",
  { viewport: { width: 360, height: 800 }, colorScheme: "dark", reducedMotion: "reduce" },
  async ({ page }) => {
    await openWithFacilitators(page, 8);
    await goButton(page, "communities").click();
    await headline(page);
    await page.locator(".facilitators > summary").focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    assert.ok(await page.getByRole("group", { name: /must differ/ }).getByRole("checkbox").first().isChecked());
    await page.getByRole("button", { name: "Find facilitators" }).focus();
    await page.keyboard.press("Enter");
    await page.locator(".facilitators-count").waitFor();
    assert.equal(await page.evaluate(() => document.activeElement?.innerText), "Find facilitators");
    await assertNoSidewaysScroll(page);
    await audit(page);
    await screenshot(page, "facilitators-360");
  },
);

pageTest("coaching can even out loads, and serve first whoever gets least", async ({ page }) => {
  await formPlan(page, "coaching");
  const uneven = Math.max(...(await page.locator(".group .size").allInnerTexts()).map((text) => parseInt(text, 10)));
  await page.getByLabel("Share learners out evenly among coaches").check();
  await page.getByLabel("Aim").selectOption({ label: "best for whoever gets least" });
  await goButton(page, "coaching").click();
  await page.getByText(/is taken off for uneven loads/).waitFor();
  const even = Math.max(...(await page.locator(".group .size").allInnerTexts()).map((text) => parseInt(text, 10)));
  assert.ok(even <= uneven, `${even} ${uneven}`);
});
