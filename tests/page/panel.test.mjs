import assert from "node:assert/strict";
import { audit, pageTest, screenshot } from "./harness.mjs";
import { assertNoSidewaysScroll, choose, formPlan, goButton, headline, network, opened, parseCsv, saved } from "./tool.mjs";

const members = network("education-24").members.filter(({ roles = ["learner"] }) =>
  roles.some((role) => role === "learner" || role === "lead"),
);

/** Sets the panel's seats, and quotas as `[attribute, value, at least, at most]`. */
async function ask(page, seats, quotas = []) {
  await choose(page, "panel");
  await page.getByLabel("Seats", { exact: true }).fill(String(seats));
  for (const [at, [attribute, value, fewest, most]] of quotas.entries()) {
    await page.getByRole("button", { name: "Add quota" }).click();
    const row = page.getByRole("group", { name: `Quota ${at + 1}` });
    await row.getByLabel("Attribute").selectOption({ label: attribute });
    await row.getByLabel("Value").selectOption({ label: value });
    await row.getByLabel("At least").fill(String(fewest));
    await row.getByLabel("At most").fill(String(most));
    await row.getByLabel("At most").blur();
  }
}

async function draw(page) {
  await goButton(page, "panel").click();
  return headline(page);
}

const onPanel = (page) => page.getByRole("region", { name: "On the panel" }).getByRole("listitem").allInnerTexts();

pageTest("a panel is drawn by lot, keeps its quotas, and says everyone's chance", async ({ page }) => {
  await ask(page, 6, [
    ["Region", "West Africa", 1, 2],
    ["Kind of organisation", "NGO", "", 3],
  ]);
  assert.equal(await draw(page), "A panel of 6, drawn by lot. Nobody had less than a 25% chance.");
  const drawn = await onPanel(page);
  assert.equal(drawn.length, 6);
  const west = drawn.filter((text) => text.includes("West Africa")).length;
  assert.ok(west >= 1 && west <= 2, drawn.join("; "));
  const quotas = page.getByRole("region", { name: "Quotas" });
  assert.deepEqual(
    await quotas.getByRole("rowheader").allInnerTexts(),
    ["Region: West Africa", "Kind of organisation: NGO"],
  );
  await quotas.getByRole("cell", { name: "at most 3", exact: true }).waitFor();
  assert.equal(await quotas.getByText("Not kept").count(), 0);
  const chances = page.getByRole("region", { name: "Everyone’s chance" });
  await page.getByRole("button", { name: `Show all ${members.length}` }).click();
  assert.equal(await chances.getByRole("rowheader").count(), members.length);
  assert.equal(await chances.getByText("On the panel", { exact: true }).count(), 6);
  await page.locator("#result").getByLabel("Find a member").fill(members[3].name);
  await page.waitForFunction(() => document.querySelectorAll(".panel-chance").length === 1);
  assert.match(await chances.getByRole("row", { name: members[3].name }).innerText(), /25%/);
});

pageTest("another draw is of the same lottery, and can be repeated by its seed", async ({ page }) => {
  await formPlan(page, "panel");
  await page.getByText("Time and seed").click();
  assert.equal(await page.getByLabel("Seconds to search").inputValue(), "30");
  const seed = Number(await page.getByLabel("Seed", { exact: true }).inputValue());
  const first = await onPanel(page);
  const title = await headline(page);
  await page.getByRole("button", { name: "Draw again" }).click();
  await page.waitForFunction(
    (before) => {
      const now = [...document.querySelectorAll(".panel-members li")].map((item) => item.innerText);
      return now.length > 0 && now.join() !== before.join();
    },
    first,
  );
  assert.equal(await headline(page), title);
  await page.getByRole("status").getByText(/^Drawn: /).waitFor({ state: "attached" });
  assert.equal(await page.getByLabel("Seed", { exact: true }).inputValue(), String(seed + 1));
  await page.getByLabel("Seed", { exact: true }).fill(String(seed));
  await page.getByLabel("Seed", { exact: true }).blur();
  await page.getByText("The settings have changed").waitFor();
  await draw(page);
  await page.getByText("The settings have changed").waitFor({ state: "detached" });
  assert.deepEqual(await onPanel(page), first);
  // What a panel takes is not what communities take.
  await page.getByRole("radio", { name: "Communities" }).check();
  assert.equal(await page.getByLabel("Seconds to search").inputValue(), "2");
});

pageTest("quotas that cannot all be kept are told, with the smallest change", async ({ page }) => {
  await ask(page, 6, [
    ["Region", "West Africa", 5, ""],
    ["Kind of organisation", "NGO", "", 1],
  ]);
  assert.equal(await draw(page), "A panel of 6, with quotas changed.");
  await page.getByText("No panel keeps all these quotas with these members.").waitFor();
  await page.getByText(/^The smallest change that makes a panel possible: /).waitFor();
  const quotas = page.getByRole("region", { name: "Quotas" });
  await quotas.getByText("Not kept").first().waitFor();
  await audit(page);
});

pageTest("what a panel does not use is said, and what is wrong with a quota shows beside it", async ({ page }) => {
  await ask(page, 5, [["Region", "West Africa", 3, 1]]);
  await page.getByText("the mix, wishes and rules play no part").waitFor();
  await page.getByText("There is nothing to compare in a panel").waitFor();
  const row = page.getByRole("group", { name: "Quota 1" });
  await row.getByRole("alert").getByRole("listitem").waitFor();
  assert.equal(await page.locator("#form").getByRole("alert").getByRole("listitem").count(), 1);
  await row.getByRole("button", { name: "Remove quota 1" }).click();
  assert.equal(await page.evaluate(() => document.activeElement?.innerText), "Add quota");
  await page.getByText("None so far: any make-up of the panel will do.").waitFor();
  await page.getByText(/needs? attention/).waitFor({ state: "detached" });
});

pageTest("the table that is saved has the panel and every chance; the other file opens again", async ({ page }) => {
  await formPlan(page, "panel");
  const rows = parseCsv((await saved(page, "Save table (CSV)")).text);
  assert.deepEqual(rows[0].slice(0, 4), ["Id", "Name", "On the panel", "Chance"]);
  assert.equal(rows.filter(([, , on]) => on === "yes").length, 5);
  assert.equal(rows.filter(([, , , chance]) => /^\d+(\.\d+)?%$/.test(chance)).length, members.length);
  const before = await onPanel(page);
  const { name, text } = await saved(page, "Save everything (JSON)");
  await page.reload();
  await opened(page);
  await page.locator("input[type=file]").setInputFiles({ name, mimeType: "application/json", buffer: Buffer.from(text) });
  await headline(page);
  assert.deepEqual(await onPanel(page), before);
  assert.ok(await page.getByRole("radio", { name: "Leadership panel" }).isChecked());
});

for (const [width, colorScheme] of [
  [360, "dark"],
  [1280, "light"],
]) {
  pageTest(
    `a panel is in nobody's way in a window ${width} wide, ${colorScheme}`,
    { viewport: { width, height: 800 }, colorScheme, reducedMotion: "reduce" },
    async ({ page }) => {
      await ask(page, 6, [["Region", "West Africa", 1, 2]]);
      await assertNoSidewaysScroll(page);
      await audit(page);
      await draw(page);
      await assertNoSidewaysScroll(page);
      await audit(page);
      await screenshot(page, `panel-${width}`);
    },
  );
}

pageTest("a quota is set by keyboard alone", async ({ page }) => {
  await choose(page, "panel");
  await page.getByRole("button", { name: "Add quota" }).focus();
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => /^At least/.test(document.activeElement?.getAttribute("aria-label") ?? ""));
  const passed = [];
  for (let presses = 0; presses < 5; presses++) {
    passed.push(await page.evaluate(() => document.activeElement?.getAttribute("aria-label")));
    await page.keyboard.press("Tab");
  }
  assert.deepEqual(
    passed,
    ["At least; empty for none", "At most; empty for no limit", "Attribute", "Value", "Remove quota 1"],
  );
  assert.equal(await page.evaluate(() => document.activeElement?.innerText), "Add quota");
});

/** Opens the education network with a scenario of the test's own. */
async function openWith(page, scenario) {
  await opened(page);
  const text = JSON.stringify({ network: network("education-24"), scenario });
  await page
    .locator("input[type=file]")
    .setInputFiles({ name: "own.json", mimeType: "application/json", buffer: Buffer.from(text) });
  await page.getByText("from own.json").waitFor();
}

pageTest("ratings that come with a file are kept, and can give way to the lot", async ({ page }) => {
  const [first, second, third] = members.map(({ id }) => id);
  const ratings = [
    { member: first, reviewer: "a", score: 5 },
    { member: second, reviewer: "a", score: 1 },
    { member: second, reviewer: "b", score: 2 },
    { member: third, reviewer: "b", score: 4 },
  ];
  await openWith(page, { form: { form: "panel", seats: 2, objective: "score", ratings } });
  assert.equal(await draw(page), "A panel of 2, with the best ratings.");
  assert.deepEqual(await onPanel(page), [members[0].name, members[2].name]);
  const table = page.getByRole("region", { name: "Ratings" });
  assert.match(await table.getByRole("row", { name: members[0].name }).innerText(), /2\s+1\s+On the panel/);
  await audit(page);
  await page.getByRole("radio", { name: "By lot, with equal chances" }).check();
  await goButton(page, "panel").click();
  await page.getByText("A panel of 2, drawn by lot.").waitFor();
});

pageTest("a rule about another plan that comes with a file is shown and kept", async ({ page }) => {
  const [first, second] = members.map(({ id }) => id);
  const plan = { form: "communities", groups: [{ id: "g1", members: [first, second] }] };
  const rule = { rule: "groupmates", want: "different", plan };
  await openWith(page, { rules: [rule], form: { form: "communities", size: [4, 6] }, effort: { seconds: 1 } });
  const shown = page.getByRole("group", { name: "Groups of another plan" });
  assert.equal(await shown.getByLabel("How the other plan had them").inputValue(), "different");
  const offered = await page.getByLabel("Kind of rule to add").locator("option").allInnerTexts();
  assert.ok(!offered.includes("Groups of another plan"), offered.join(", "));
  await goButton(page, "communities").click();
  await headline(page);
  const kept = JSON.parse((await saved(page, "Save everything (JSON)")).text);
  assert.deepEqual(kept.scenario.rules, [rule]);
  const together = kept.plan.groups.filter((group) => [first, second].every((id) => group.members.includes(id)));
  assert.deepEqual(together, []);
});
