import assert from "node:assert/strict";
import { audit, pageTest } from "./harness.mjs";
import { assertNoSidewaysScroll, choose, formPlan, headline, network, openBetween } from "./tool.mjs";

const { members } = network("education-24");

/** Keeps what the page asks to be solved, and answers with what `plan` makes of the worker's plan of plain pairs. */
const solving = (page, plan) =>
  openBetween(
    page,
    `{
      send(message, pass) {
        const [{ network, scenario } = {}] = message.args ?? [];
        if (scenario?.form.form !== "pairs") return pass(message);
        if (message.method === "solve") window.solved = scenario;
        pass({ ...message, args: [{ network, scenario: { ...scenario, form: { form: "pairs" } } }] });
      },
      receive: (data, pass) => pass(data.value?.groups ? { ...data, value: (${plan})(data.value) } : data),
    }`,
  );

pageTest("pairs can be the best in sum, for the worst-off, or stable", async ({ page }) => {
  await solving(page, "(plan) => plan");
  await choose(page, "pairs");
  const aim = page.getByLabel("What should be best");
  assert.deepEqual(await aim.locator("option").allInnerTexts(), [
    "The sum of all pairs",
    "The worst-off pair first",
    "Stable: no two would rather have each other",
  ]);
  await aim.selectOption({ label: "Stable: no two would rather have each other" });
  await formPlan(page, "pairs");
  assert.equal((await page.evaluate(() => window.solved.form)).objective, "stable");
});

pageTest("more than two at a table make tables, with no odd one and one aim", async ({ page }) => {
  await solving(
    page,
    `(plan) => {
      const groups = [0, 1, 2, 3, 4, 5, 6].map((at) => ({
        ...plan.groups[at],
        members: plan.groups.flatMap(({ members }) => members).slice(at * 4, Math.min(24, at * 4 + 4)),
        round: 1,
      })).filter(({ members }) => members.length > 0);
      return { ...plan, groups: [...groups, ...groups.map((group) => ({ ...group, id: group.id + "b", round: 2 }))] };
    }`,
  );
  await choose(page, "pairs");
  await page.getByLabel("What should be best").selectOption({ label: "The worst-off pair first" });
  await page.getByLabel("People at a table").fill("4");
  await page.getByLabel("People at a table").blur();
  assert.equal(await page.getByLabel("What should be best").count(), 0);
  assert.equal(await page.getByText("One sits out").count(), 0);
  await page.getByText("As few as can be meet again.").waitFor();
  await page.getByText("at tables of 4").waitFor();
  await page.getByRole("spinbutton", { name: "Rounds" }).fill("2");
  await page.getByRole("button", { name: "Form tables" }).click();
  assert.match(await headline(page), /^12 tables of 4 in 2 rounds\./);
  assert.deepEqual(await page.evaluate(() => window.solved.form), { form: "pairs", rounds: 2, size: 4 });
  await page.getByRole("article", { name: "Table 6, round 2" }).waitFor();
  assert.equal(await page.getByText("Why not these two?").count(), 0);
  assert.equal(await page.getByRole("slider", { name: "for these pairs" }).count(), 0);
  await page.getByLabel("People at a table").fill("2");
  await page.getByLabel("People at a table").blur();
  assert.equal(await page.getByLabel("What should be best").inputValue(), "worst");
});

for (const [blockingPairs, repeats, ...sentences] of [
  [0, null, "Stable: no two who are apart would both rather have each other."],
  [1, 0, "Not stable: 1 pair of members who are apart would both rather", "No two meet again"],
  [3, 2, "Not stable: 3 pairs of members who are apart would both rather", "Meetings again: 2,"],
]) {
  pageTest(`${blockingPairs} blocking pairs and ${repeats} repeats are said in words`, async ({ page }) => {
    await solving(
      page,
      `(plan) => ({ ...plan, balance: { ...plan.balance, blockingPairs: ${blockingPairs}, repeats: ${repeats} } })`,
    );
    await formPlan(page, "pairs");
    for (const sentence of sentences) await page.locator("#result .facts").getByText(sentence).waitFor();
    assert.equal(await page.locator("#result .facts li").count(), 1 + sentences.length);
  });
}

/** Answers about two members with a sentence that names them, the mix, and two groups; the first answer comes late. */
const explaining = (page) =>
  openBetween(
    page,
    `{
      asked: 0,
      send(message, pass, reply) {
        if (message.method !== "whyNot") return pass(message);
        const [{ network, scenario, members, round }] = message.args;
        const [a, b] = members;
        const others = network.members.map(({ id }) => id).filter((id) => !members.includes(id));
        const text = \`\${a} with \${b} at \${scenario.mix}, round \${round}\`;
        setTimeout(
          () => reply({ members, affinity: 0.5, allowed: true, loses: 0.1, atLeast: null, instead: [members, others.slice(0, 2)], text }),
          this.asked++ === 0 ? 1200 : 0,
        );
      },
    }`,
  );

const panel = (page) => page.locator("details.whynot");
const [first, second, third] = members.filter(({ roles = ["learner"] }) => roles.includes("learner"));

async function ask(page, a, b) {
  await panel(page).getByLabel("Member").selectOption({ label: a });
  await panel(page).getByLabel("With").selectOption({ label: b });
}

pageTest("why two are not together is said, with who would be instead", async ({ page }) => {
  await explaining(page);
  await formPlan(page, "pairs");
  await page.getByText("Why not these two?").click();
  await ask(page, first.name, second.name);
  await panel(page).getByText(`${first.id} with ${second.id} at 0.5, round undefined`).waitFor();
  await panel(page).getByText("These would be together instead:").waitFor();
  const groups = await panel(page).getByRole("listitem").allInnerTexts();
  assert.deepEqual(groups[0], `${first.name} and ${second.name}`);
  assert.equal(groups.length, 2);
  assert.equal(
    await panel(page).getByLabel("With").locator("option", { hasText: first.name }).count(),
    0,
    "nobody is asked about with themselves",
  );
  await audit(page);
});

pageTest("a late answer about others is not shown", async ({ page }) => {
  await explaining(page);
  await formPlan(page, "pairs");
  await page.getByText("Why not these two?").click();
  await ask(page, first.name, second.name);
  await page.waitForTimeout(400);
  await panel(page).getByLabel("With").selectOption({ label: third.name });
  await panel(page).getByText(`${first.id} with ${third.id}`).waitFor();
  await page.waitForTimeout(1500);
  assert.equal(await panel(page).getByText(`${first.id} with ${second.id}`).count(), 0);
});

pageTest("the way from a member's pair leads to the panel, and the answer follows the dial", async ({ page }) => {
  await explaining(page);
  await choose(page, "pairs");
  await page.getByRole("spinbutton", { name: "Rounds" }).fill("2");
  await formPlan(page, "pairs");
  const card = page.getByRole("article").filter({ hasText: first.name }).last();
  const round = Number((await card.getByRole("heading").innerText()).match(/round (\d)/)[1]);
  await card.getByRole("button", { name: `Someone else for ${first.name}` }).click();
  const other = panel(page).getByLabel("With");
  await page.waitForFunction(() => document.activeElement?.closest("details.whynot"));
  assert.ok(await other.evaluate((select) => select === document.activeElement));
  assert.equal(await panel(page).getByLabel("Member").inputValue(), first.id);
  assert.equal(await panel(page).getByLabel("In round").inputValue(), String(round));
  await other.selectOption({ label: second.name });
  await panel(page).getByText(`${first.id} with ${second.id} at 0.5, round ${round}`).waitFor();
  await page.getByRole("slider", { name: "for these pairs" }).press("Home");
  await panel(page).getByText(`${first.id} with ${second.id} at 0, round ${round}`).waitFor();
});

pageTest("what is wrong with a question is said", async ({ page }) => {
  await openBetween(
    page,
    `{
      send: (message, pass, reply) =>
        message.method === "whyNot"
          ? reply([{ code: "unknown", path: "members[1]", why: "They are not in it.", help: "Choose another." }], "failed")
          : pass(message),
    }`,
  );
  await formPlan(page, "pairs");
  await page.getByText("Why not these two?").click();
  await ask(page, first.name, second.name);
  await panel(page).getByRole("alert").getByText("They are not in it.").waitFor();
});

pageTest("the panel fits a phone", { viewport: { width: 360, height: 740 } }, async ({ page }) => {
  await explaining(page);
  await formPlan(page, "pairs");
  await page.getByText("Why not these two?").click();
  await ask(page, first.name, second.name);
  await panel(page).getByText("These would be together instead:").waitFor();
  await assertNoSidewaysScroll(page);
});
