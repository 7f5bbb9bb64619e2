// Rules that cannot hold together: which, why, and what to change.
import assert from "node:assert/strict";
import { audit, pageTest, screenshot } from "./harness.mjs";
import { assertNoSidewaysScroll, goButton, headline, network, openBetween, opened } from "./tool.mjs";

const REGION = { rule: "cap", attribute: "region", atMost: 1 };

/** Six members come from West Africa: four groups cannot each have at most one of a region. */
const CAPPED = { rules: [REGION, { rule: "noRepeat" }], form: { form: "communities", size: [4, 6], count: 4 } };

async function open(page, scenario) {
  const criteria = [{ on: "languages", want: "common" }, { on: "kind", want: "different" }];
  const effort = { seconds: 1, seed: 1 };
  const input = { network: network("education-24"), scenario: { criteria, effort, ...scenario } };
  await opened(page);
  await page.locator("input[type=file]").setInputFiles({
    name: "kept.json",
    mimeType: "application/json",
    buffer: Buffer.from(JSON.stringify(input)),
  });
  await page.getByText("kept.json").first().waitFor();
}

const panel = (page) => page.getByRole("region", { name: "What cannot hold together" });
const ask = (page) => panel(page).getByRole("button", { name: "Find out what cannot hold together" });
const changes = (page) => panel(page).getByRole("list", { name: "Changes that help, the smallest first" });

async function formBroken(page, scenario = CAPPED) {
  await open(page, scenario);
  await goButton(page, scenario.form.form).click();
  await headline(page);
  await ask(page).waitFor();
}

pageTest("rules that cannot hold together are named with why, and a change mends them and can be undone", async ({
  page,
}) => {
  await formBroken(page);
  await ask(page).click();
  await panel(page).getByText("These two cannot hold together, and each can be kept without the other:").waitFor();
  await panel(page).getByText("Proven", { exact: true }).waitFor();
  await panel(page).getByText("In a community no value of “Region” is held by more than 1 member.").first().waitFor();
  await panel(page).getByText("There are to be exactly 4 groups.").waitFor();
  await panel(page).getByText(/That takes at least 5 groups/).waitFor();
  await page.getByRole("status").getByText(/^Found out what cannot hold together/).waitFor({ state: "attached" });
  const first = changes(page).locator(":scope > li").filter({
    hasText: "Allow 2 instead of 1 member with the same value of “Region” in a community.",
  });
  await first.getByText("The plan that it gives").click();
  await first.getByText(/^4 communities of/).waitFor();
  assert.equal(await first.locator("details li").count(), 4);
  await audit(page);
  await assertNoSidewaysScroll(page);

  const most = page.getByRole("group", { name: "Not too many of one value", exact: true }).getByLabel("At most");
  assert.equal(await most.inputValue(), "1");
  await first.getByRole("button", { name: /^Make this change: Allow 2/ }).click();
  await page.getByText(/^Changed: Allow 2 instead of 1/).waitFor();
  await panel(page).waitFor({ state: "detached" });
  assert.equal(await most.inputValue(), "2");
  assert.equal(await page.locator(".rule-reports .broken").count(), 0);
  await page.waitForFunction(() => document.activeElement?.id === "result-headline");
  await audit(page);

  await page.getByRole("button", { name: "Undo this change" }).click();
  await changes(page).waitFor();
  assert.equal(await most.inputValue(), "1");
  assert.equal(await page.locator(".rule-reports .broken").count(), 1);
  assert.equal(await panel(page).getByText("The settings have changed since this was found.").count(), 0);
});

pageTest("a rule that is dropped leaves the others and those set aside as they are", async ({ page }) => {
  await formBroken(page);
  await ask(page).click();
  await changes(page).getByRole("button", { name: /^Make this change: Drop this rule/ }).click();
  await page.getByText(/^Changed: Drop this rule/).waitFor();
  await panel(page).waitFor({ state: "detached" });
  assert.equal(await page.locator(".rules > li").count(), 1);
  await page.getByRole("group", { name: "No repeated meeting", exact: true }).waitFor();
  // What was changed by hand afterwards is not undone with it.
  await page.getByLabel("Number of groups").fill("5");
  await page.getByLabel("Number of groups").blur();
  await page.getByRole("button", { name: "Undo this change" }).waitFor({ state: "detached" });
});

pageTest("rules that contradict each other can be asked of before there is a plan", async ({ page }) => {
  const [a, b, c] = network("education-24").members.map(({ id }) => id);
  await open(page, { rules: [], form: CAPPED.form });
  assert.equal(await panel(page).count(), 0);
  // A file with such rules is not opened; the page's own controls can make them.
  for (const [kind, label] of [
    ["together", "Keep together"],
    ["apart", "Keep apart"],
  ]) {
    await page.getByLabel("Kind of rule to add").selectOption(kind);
    await page.getByRole("button", { name: "Add rule" }).click();
    const rule = page.getByRole("group", { name: label, exact: true });
    for (const id of [a, b, c]) {
      const { name } = network("education-24").members.find((member) => member.id === id);
      await rule.getByLabel("Add a member to the rule").fill(name);
      await rule.getByLabel("Add a member to the rule").press("Enter");
    }
  }
  await ask(page).click();
  await panel(page).getByText(/are to be together by one rule and apart by another\./).first().waitFor();
  await changes(page).getByRole("button", { name: /^Make this change: Drop this rule: No two/ }).click();
  await headline(page);
  await page.getByText(/^Changed: Drop this rule: No two/).waitFor();
  assert.equal(await page.locator(".rules > li").count(), 1);
});

pageTest("whoever cancels keeps what is known, by keyboard too", async ({ page }) => {
  await openBetween(
    page,
    `{
      send: (message, pass) => {
        if (message.method === "conflicts") window.turns = [...(window.turns ?? []), message.args[0].seconds];
        // The second turn never ends.
        if (message.method !== "conflicts" || window.turns.length < 2) pass(message);
      },
      receive: (data, pass) => {
        if (data.value?.relaxations) data.value.endedBy = "seconds";
        pass(data);
      },
    }`,
  );
  await formBroken(page);
  await ask(page).focus();
  await page.keyboard.press("Enter");
  const cancel = panel(page).getByRole("button", { name: "Cancel, keep what is known" });
  await cancel.waitFor();
  await page.waitForFunction(() => window.turns?.length === 2);
  await panel(page).getByRole("progressbar", { name: "Trying rules together" }).waitFor();
  // Meanwhile the page answers other questions.
  await page.getByLabel("Number of groups").fill("900");
  await page.getByLabel("Number of groups").blur();
  await page.locator("#form .problems").first().waitFor();
  await page.getByLabel("Number of groups").fill("4");
  await page.getByLabel("Number of groups").blur();
  await cancel.focus();
  await page.keyboard.press("Enter");
  await panel(page).getByText("Cancelled early: this is what was known until then.").waitFor();
  await changes(page).waitFor();
  await page.waitForFunction(() => document.activeElement?.textContent === "Find out again");
});

pageTest("where rules leave members of pairs without a partner, a change gives them one", async ({ page }) => {
  await formBroken(page, { rules: [{ rule: "match", attribute: "region" }], form: { form: "pairs" } });
  assert.match(await headline(page), /without a place/);
  await ask(page).click();
  await panel(page).getByText(/^Why: However the pairs are made, at least \d+ of 24 members stay/).waitFor();
  await changes(page).getByRole("button", { name: /Drop this rule: Any two members of a pair agree in “Region”/ }).click();
  await panel(page).waitFor({ state: "detached" });
  assert.match(await headline(page), /Everyone has a place/);
});

pageTest("quotas of a panel that cannot all be kept are named, and one is asked less of", async ({ page }) => {
  const quota = (value, atLeast) => ({ attribute: "kind", value, atLeast });
  const form = { form: "panel", seats: 4, quotas: [quota("university", 3), quota("NGO", 2)], objective: "equal" };
  await formBroken(page, { form });
  await ask(page).click();
  await panel(page).getByText("The panel has at least 2 members with “Kind of organisation”: NGO.").first().waitFor();
  await changes(page).getByRole("button", { name: /Ask only for 2 instead of 3 members/ }).click();
  await page.getByText(/^Changed: Ask only for 2/).waitFor();
  await panel(page).waitFor({ state: "detached" });
  assert.match(await headline(page), /^A panel of 4, drawn by lot\./);
});

pageTest("a plan that keeps its rules does not speak of conflicts", async ({ page }) => {
  await open(page, { ...CAPPED, rules: [{ rule: "noRepeat" }] });
  await goButton(page, "communities").click();
  await headline(page);
  await page.waitForLoadState("networkidle");
  assert.equal(await panel(page).count(), 0);
});

for (const width of [390, 1280]) {
  pageTest(`the panel of conflicts fits ${width} pixels`, { viewport: { width, height: 900 } }, async ({ page }) => {
    await formBroken(page);
    await ask(page).click();
    await changes(page).waitFor();
    await changes(page).getByText("The plan that it gives").first().click();
    await assertNoSidewaysScroll(page);
    await screenshot(page, `conflicts-${width}`);
  });
}

pageTest(
  "conflicts are found without a network, once the page is idle",
  { expected: [/ERR_INTERNET_DISCONNECTED|Failed to load resource|Failed to fetch/] },
  async ({ page, context }) => {
    await formBroken(page);
    await page.waitForLoadState("networkidle");
    await context.setOffline(true);
    await ask(page).click();
    await changes(page).waitFor();
  },
);
