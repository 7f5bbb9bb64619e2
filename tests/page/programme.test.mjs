// Several plans, one after the other, of which later ones mind the earlier ones.
import assert from "node:assert/strict";
import { audit, pageTest, screenshot } from "./harness.mjs";
import { programme, validate } from "../../pkg/node.js";
import {
  assertNoSidewaysScroll,
  choose,
  goButton,
  headline,
  network,
  opened,
  parseCsv,
  saved,
  setSeconds,
} from "./tool.mjs";

const section = (page) => page.getByRole("region", { name: "One after the other" });

/** Four who are in no group besides those who learn: they can facilitate. */
async function openStaffed(page) {
  const given = network("education-24");
  const members = given.members.map((member, at) => ({
    ...member,
    roles: at < 20 ? ["learner"] : at < 25 ? ["facilitator"] : ["coach"],
    ...(at >= 20 && { capacity: 6 }),
  }));
  const scenario = {
    criteria: [{ on: "languages", want: "common" }],
    form: { form: "communities", size: [4, 6] },
    effort: { seconds: 1, seed: 1 },
  };
  const text = JSON.stringify({ network: { ...given, members }, scenario });
  await opened(page);
  const file = { name: "staffed.json", mimeType: "application/json", buffer: Buffer.from(text) };
  await page.locator("input[type=file]").setInputFiles(file);
  await page.getByText("staffed.json").first().waitFor();
  await goButton(page, "communities").click();
  await headline(page);
}

/** Keeps the plan at hand and forms the next. */
async function goOn(page, next, mates, button, result) {
  await section(page).getByLabel("Then form").selectOption(next);
  if (mates !== null) await section(page).getByLabel(/ are$/).selectOption(mates);
  await section(page).getByRole("button", { name: button }).click();
  await page.locator("#result-headline").filter({ hasText: result }).waitFor();
}

const plans = async (page) => JSON.parse((await saved(page, "Save all steps (JSON)")).text);
const groupOf = ({ groups }) => (member) => groups.findIndex(({ members }) => members.includes(member));

for (const [want, mates] of [
  ["different", "different Step 1: Communities"],
  ["same", "same Step 1: Communities"],
]) {
  pageTest(`after communities pairs are formed of partners from ${want} ones`, async ({ page }) => {
    await choose(page, "communities");
    await setSeconds(page, 1);
    await goButton(page, "communities").click();
    await headline(page);
    await goOn(page, "pairs", mates, "Keep as step 1, then form pairs", /pairs?\b/);
    await page.waitForFunction(() => document.activeElement?.id === "result-headline");
    const { input, programme: found } = await plans(page);
    const [communities, pairs] = found.steps.map(({ plan }) => plan);
    assert.deepEqual(
      found.steps.map(({ step }) => step),
      ["Step 1: Communities", "Now: Peer pairs"],
    );
    const at = groupOf(communities);
    assert.ok(pairs.groups.length > 5);
    for (const { members } of pairs.groups)
      for (const one of members)
        for (const other of members)
          if (one !== other) assert.equal(at(one) === at(other), want === "same", `${one} and ${other}`);
    // What is saved is a programme that the engine runs as it stands.
    for (const { scenario } of input.steps) scenario.effort = { iterations: 5000, seconds: 60 };
    const again = programme(input);
    assert.equal(again.steps.length, 2);
    assert.equal(again.status, "feasible");
  });
}

pageTest("all steps stand in one table, which is saved, and the last can be taken back", async ({ page }) => {
  await openStaffed(page);
  assert.equal(await section(page).getByRole("table").count(), 0);
  await goOn(page, "facilitators", null, "Keep as step 1, then find facilitators", /^Facilitators for \d+ groups/);
  await goOn(page, "pairs", "different Step 1: Communities", "Keep as step 2, then form pairs", /^10 pairs/);
  await goOn(page, "coaching", "", "Keep as step 3, then match coaches", /^20 learners with/);
  await section(page).getByRole("button", { name: "Keep as step 4", exact: true }).click();
  const table = section(page).getByRole("table");
  assert.deepEqual(await table.locator("thead th").allInnerTexts(), [
    "Member",
    "Step 1: Communities",
    "Step 2: Facilitators",
    "Step 3: Peer pairs",
    "Step 4: Coaching",
  ]);
  await section(page).getByRole("button", { name: "Show all 32" }).click();
  assert.equal(await table.locator("tbody tr").count(), 32);
  await audit(page);

  const rows = parseCsv((await saved(page, "Save all steps (CSV)")).text);
  assert.equal(rows.length, 33);
  const first = rows[1];
  assert.match(first[2], /^Community \d+$/);
  assert.match(first[3], new RegExp(`^${first[2]}: `));
  assert.match(first[4], /^with .+/);
  assert.match(first[5], /^coached by .+/);
  const guide = rows.find((row) => row[3].startsWith("facilitates Community "));
  assert.deepEqual([guide[2], guide[4]], ["", ""]);

  const { input, programme: found } = await plans(page);
  assert.equal(input.steps[1].of, "Step 1: Communities");
  assert.equal(input.steps[1].scenario.form.plan, undefined);
  for (const { scenario } of input.steps) scenario.effort = { iterations: 5000, seconds: 60 };
  assert.deepEqual(programme(input).steps.map(({ plan }) => plan.form), found.steps.map(({ plan }) => plan.form));
  assert.deepEqual(validate({ network: input.network, scenario: input.steps[3].scenario }), []);

  await section(page).getByRole("button", { name: "Remove the last step" }).click();
  assert.equal((await table.locator("thead th").allInnerTexts()).at(-1), "Now: Coaching");
  await page.getByRole("status").getByText("The last step is removed.").waitFor({ state: "attached" });
});

pageTest("coaching that is chosen after facilitators is that of learners", async ({ page }) => {
  await openStaffed(page);
  await goOn(page, "facilitators", null, "Keep as step 1, then find facilitators", /^Facilitators for \d+ groups/);
  await page.getByRole("radio", { name: "Peer pairs" }).check();
  await page.getByRole("radio", { name: "Coaching" }).check();
  await goButton(page, "coaching").click();
  await page.locator("#result-headline").filter({ hasText: "learners with" }).waitFor();
});

pageTest("steps are of the network they were formed from", async ({ page }) => {
  await openStaffed(page);
  await goOn(page, "pairs", "", "Keep as step 1, then form pairs", /pairs/);
  await section(page).getByRole("table").waitFor();
  await page.getByLabel("Open a sample").selectOption({ index: 1 });
  await section(page).waitFor({ state: "detached" });
});

pageTest("the next step goes by keyboard alone", async ({ page }) => {
  await openStaffed(page);
  await section(page).getByLabel("Then form").focus();
  await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.locator("#result-headline").filter({ hasText: "10 pairs" }).waitFor();
  await page.getByRole("group", { name: "Groups of another plan", exact: true }).waitFor();
});

for (const width of [390, 1280]) {
  pageTest(`the programme fits ${width} pixels`, { viewport: { width, height: 900 } }, async ({ page }) => {
    await openStaffed(page);
    await goOn(page, "pairs", "different Step 1: Communities", "Keep as step 1, then form pairs", /pairs/);
    await section(page).getByRole("table").waitFor();
    await assertNoSidewaysScroll(page);
    await screenshot(page, `programme-${width}`);
  });
}
