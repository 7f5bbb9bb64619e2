// Why somebody is not in another group, or does not have another coach.
import assert from "node:assert/strict";
import { audit, pageTest } from "./harness.mjs";
import { assertNoSidewaysScroll, choose, formPlan, goButton, headline, setSeconds } from "./tool.mjs";

const panel = (page) => page.locator("details.whynot");
const said = (page) => panel(page).locator(".whynot-answer p").first();

async function formCommunities(page) {
  await choose(page, "communities");
  await setSeconds(page, 1);
  await goButton(page, "communities").click();
  await headline(page);
}

pageTest("from a community's card one can ask why somebody is not there", async ({ page }) => {
  await formCommunities(page);
  const card = page.getByRole("article").first();
  const there = await card.getByRole("listitem").first().innerText();
  await card.getByRole("button", { name: /Why is someone not here/ }).click();
  await page.waitForFunction(() => document.activeElement?.closest("details.whynot"));
  const member = panel(page).getByLabel("Member");
  const names = await member.locator("option").allInnerTexts();
  const inside = names.find((name) => name && there.startsWith(name));
  await member.selectOption({ label: inside });
  await said(page).filter({ hasText: `${inside} is in community 1` }).waitFor();
  // Somebody of another community.
  const people = await card.locator(".people li").allInnerTexts();
  const outside = names.slice(1).find((name) => !people.some((one) => one.startsWith(name)));
  await member.selectOption({ label: outside });
  await said(page).filter({ hasText: /could be in community 1|cannot be in|No way was found/ }).waitFor();
  assert.match(await said(page).innerText(), /^.+\.$/s);
  await audit(page);
  await assertNoSidewaysScroll(page);
});

pageTest("of coaching one can ask why a learner does not have another coach", async ({ page }) => {
  await formPlan(page, "coaching");
  await page.getByText("Why not another coach?").click();
  const coaches = await panel(page).getByLabel("Coach").locator("option").allInnerTexts();
  const learners = await panel(page).getByLabel("Learner").locator("option").allInnerTexts();
  assert.ok(coaches.length > 2 && learners.length > 2);
  await panel(page).getByLabel("Learner").selectOption({ label: learners[1] });
  await panel(page).getByLabel("Coach").selectOption({ label: coaches.find((name, at) => at > 0 && name !== learners[1]) });
  await said(page).filter({ hasText: /is with|could have|cannot have|no place left/ }).waitFor();
  await audit(page);
});
