import assert from "node:assert/strict";
import { pageTest } from "./harness.mjs";
import { assertNoSidewaysScroll, formPlan, openTable, opened, saved, setSeconds } from "./tool.mjs";

const HOURS = [1, 1, 1.5, 2, 2, 8, 8, 12, 12, 2, 2, 40];
const TABLE = ["Name,Region,Hours a month", ...HOURS.map((hours, at) => `Member ${at},${"NSE"[at % 3]},${hours}`)].join("\n");

pageTest("members with less time are in fewer communities", async ({ page }) => {
  await opened(page);
  await openTable(page, TABLE);
  await page.getByText("12 members", { exact: true }).waitFor();
  await page.getByRole("radio", { name: "Communities" }).check();
  const fewer = page.getByLabel("Fewer for those who have less time, by");
  assert.equal(await fewer.count(), 0, "with one group for each member nobody is in fewer");
  await page.getByLabel("Groups for each member").fill("2");
  await page.getByLabel("Groups for each member").blur();
  await fewer.selectOption({ label: "Hours a month" });
  await page.setViewportSize({ width: 390, height: 800 });
  await assertNoSidewaysScroll(page);
  await setSeconds(page, 1);
  assert.match(await formPlan(page, "communities"), /communities/);
  const { text } = await saved(page, "Save everything (JSON)");
  const { network, plan, scenario } = JSON.parse(text);
  assert.equal(scenario.form.limitedBy, "hours_a_month");
  const places = network.members.map(({ id }) => plan.groups.filter(({ members }) => members.includes(id)).length);
  assert.deepEqual(
    places,
    HOURS.map((hours) => Math.min(2, Math.floor(hours))),
  );
  await page.getByLabel("Groups for each member").fill("1");
  await page.getByLabel("Groups for each member").blur();
  await fewer.waitFor({ state: "detached" });
});
