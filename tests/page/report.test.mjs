import assert from "node:assert/strict";
import * as engine from "../../pkg/node.js";
import { audit, pageTest, screenshot } from "./harness.mjs";
import { assertNoSidewaysScroll, formPlan, saved, setSeconds } from "./tool.mjs";

const holds = (page) => page.locator("details.holds");

/** What the page shows: the input and its plan. */
const shown = async (page) => JSON.parse((await saved(page, "Save everything (JSON)")).text);

/** Opens what is said of how well the plan holds, and returns the findings. */
async function findings(page) {
  await page.getByText("How well does this hold?").click();
  await holds(page).locator(".holds-found li").first().waitFor();
  return holds(page).locator(".holds-found li").allInnerTexts();
}

for (const [width, colorScheme] of [[1280, "light"], [390, "dark"]]) {
  const profile = { viewport: { width, height: 900 }, colorScheme };
  pageTest(`at ${width} pixels the report of communities is a page for everyone`, profile, async ({ page, context }) => {
    await setSeconds(page, 1);
    await formPlan(page, "communities");
    const { name, text } = await saved(page, "Save report (web page)");
    assert.equal(name, "commonground-communities.html");
    assert.equal(text, engine.report({ ...(await shown(page)), options: { format: "html" } }));
    const markdown = await saved(page, "Save report (Markdown)");
    assert.equal(markdown.name, "commonground-communities.md");
    assert.equal(markdown.text, engine.report({ ...(await shown(page)), options: { format: "markdown" } }));
    const report = await context.newPage();
    await report.setContent(text);
    await report.getByRole("heading", { name: "Who learns with whom" }).waitFor();
    await audit(report);
    await assertNoSidewaysScroll(report);
    for (const fold of await report.locator("summary").all()) await fold.click();
    await audit(report);
    await screenshot(report, `report-${width}`);
  });

  pageTest(`at ${width} pixels the plan's findings stand in sentences, with tables behind`, profile, async ({ page }) => {
    await setSeconds(page, 1);
    await formPlan(page, "communities");
    const { network, scenario, plan } = await shown(page);
    const review = engine.review({ network, scenario, plan });
    const said = await findings(page);
    assert.equal(said[0], review.fairness.notes[0]);
    for (const note of [review.demand.notes[0], review.connections.notes[0]]) assert.ok(said.includes(note), note);
    const fragile = review.resilience.groups.filter(
      ({ critical, shocks }) => critical.length > 0 || shocks.some(({ fatal }) => fatal.length > 0),
    ).length;
    assert.ok(fragile > 0 && said.some((one) => one.startsWith(`${fragile} of ${plan.groups.length} groups would not`)));
    const alone = review.fairness.tokens.reduce((sum, { count }) => sum + count, 0);
    assert.ok(alone > 0 && said.some((one) => one.startsWith(`${alone} times a member is`)));
    await page.getByText("Group by group").click();
    const groups = page.getByRole("region", { name: "Group by group" });
    assert.equal(await groups.locator("tbody tr").count(), plan.groups.length);
    for (const { warnings } of review.groups) {
      for (const warning of warnings) await groups.getByText(warning, { exact: true }).waitFor();
    }
    await page.getByText("Member by member").click();
    const members = page.getByRole("region", { name: "Member by member" });
    assert.equal(await members.locator("tbody tr").count(), review.fairness.members.length);
    const name = network.members.find(({ id }) => id === review.fairness.worst.member).name;
    assert.equal(await members.locator("tbody th").first().innerText(), name);
    await audit(page);
    await assertNoSidewaysScroll(page);
    await screenshot(page, `holds-${width}`);
  });
}

pageTest("findings are those of the plan that is shown, and pairs need no table of groups", async ({ page }) => {
  await formPlan(page, "pairs");
  const first = await findings(page);
  const { network, scenario, plan } = await shown(page);
  assert.equal(first[0], engine.review({ network, scenario, plan }).fairness.notes[0]);
  assert.equal(await page.getByText("Group by group").count(), 0);
  await formPlan(page, "communities");
  await page.getByText("Group by group").waitFor();
  const next = await shown(page);
  const now = await holds(page).locator(".holds-found li").allInnerTexts();
  assert.equal(now[0], engine.review(next).fairness.notes[0]);
});

pageTest("coaching and a panel have reports and findings, too", async ({ page }) => {
  await formPlan(page, "coaching");
  assert.ok((await findings(page)).length > 1);
  assert.match((await saved(page, "Save report (Markdown)")).text, /^# Coaching\n/);
  await formPlan(page, "panel");
  assert.ok((await findings(page)).length > 0);
  assert.match((await saved(page, "Save report (Markdown)")).text, /^# Panel\n/);
});
