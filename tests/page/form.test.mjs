import assert from "node:assert/strict";
import { pageTest } from "./harness.mjs";
import { choose, formPlan, goButton, headline, network, opened, setSeconds } from "./tool.mjs";

pageTest("the page opens with a sample network", async ({ page }) => {
  await opened(page);
  const { members } = network("education-24");
  await page.getByText(`${members.length} members`, { exact: true }).waitFor();
  await page.getByRole("rowheader", { name: members[0].name, exact: true }).waitFor();
});

pageTest("one click forms a plan, with its proof, its rules and its reasons", async ({ page }) => {
  await opened(page);
  await goButton(page, "communities").click();
  assert.match(await headline(page), /^\d+ communities of \d.*\. /);
  const result = page.getByRole("region", { name: "Result" });
  assert.match(await result.locator(".proof").innerText(), /Proven best|Within a proven bound|Not proven/);
  assert.ok(
    (await result
      .getByRole("listitem")
      .filter({ hasText: /^(✓|✕)/ })
      .count()) >= 5,
    "each rule is listed",
  );
  assert.ok((await result.locator(".reasons li").count()) > 0, "there are reasons");
});

pageTest("everyone is in a group, or listed with the reason why not", async ({ page }) => {
  await formPlan(page, "communities");
  const text = await page.getByRole("region", { name: "Result" }).innerText();
  const expected = network("education-24").members.filter(({ roles = ["learner"] }) =>
    roles.some((role) => role === "learner" || role === "lead"),
  );
  for (const { name } of expected) assert.ok(text.includes(name), name);
});

pageTest("pairs are formed and proven best", async ({ page }) => {
  assert.match(await formPlan(page, "pairs"), /^\d+ pairs/);
  await page.getByText("Proven best").waitFor();
});

pageTest("learners get coaches within what each can take", async ({ page }) => {
  assert.match(await formPlan(page, "coaching"), /^\d+ learners with \d+ coaches/);
  const places = await page.locator(".group .size").allInnerTexts();
  assert.notDeepEqual(places, []);
  for (const text of places) {
    const [, used, of] = text.match(/^(\d+) of (\d+) places?$/).map(Number);
    assert.ok(used <= of, text);
  }
});

pageTest("a rule that cannot apply to a form is set aside with the reason, and comes back", async ({ page }) => {
  await choose(page, "coaching");
  const span = page.getByRole("listitem").filter({ hasText: "different values of" });
  await span.getByText("Not used now.").waitFor();
  await choose(page, "communities");
  await span.getByText("Not used now.").waitFor({ state: "detached" });
});

pageTest("what is wrong shows next to its cause, and goes when it is put right", async ({ page }) => {
  await choose(page, "pairs");
  await page.getByLabel("Kind of rule to add").selectOption({ label: "Keep apart" });
  await page.getByRole("button", { name: "Add rule" }).click();
  const rule = page.locator(".rules > li").last();
  await rule.getByRole("alert").getByRole("listitem").waitFor();
  await page.getByText(/needs? attention/).waitFor();
  const [first, second] = network("education-24").members;
  for (const { name } of [first, second]) {
    await rule.getByLabel("Add a member to the rule").fill(name);
    await rule.getByLabel("Add a member to the rule").press("Enter");
  }
  await page.getByText(/needs? attention/).waitFor({ state: "detached" });
  assert.equal(await rule.getByRole("alert").getByRole("listitem").count(), 0);
});

pageTest("a search that is stopped keeps its best plan", async ({ page }) => {
  await opened(page);
  await page.getByLabel("Open a sample").selectOption({ label: "Programme: 120 members" });
  await page.getByText("120 members", { exact: true }).waitFor();
  await setSeconds(page, 600);
  await goButton(page, "communities").click();
  await page.getByText(/Best so far|still broken/).waitFor();
  await page.getByRole("button", { name: "Stop and keep the best" }).click();
  assert.match(await headline(page), /communities/);
  await page.getByText("Stopped early").waitFor();
});

pageTest("a plan says when the settings have changed since", async ({ page }) => {
  await formPlan(page, "communities");
  const changed = page.getByText("The settings have changed since this plan was formed.");
  assert.equal(await changed.count(), 0);
  await page.getByRole("slider", { name: "Mix of commonality" }).press("ArrowRight");
  await changed.waitFor();
  await page.getByRole("slider", { name: "Mix of commonality" }).press("ArrowLeft");
  await changed.waitFor({ state: "detached" });
});

pageTest(
  "without its engine the page says so, and goes on when it is there",
  { expected: [/wasm/i, /Failed to fetch|ERR_FAILED|WebAssembly|TypeError/i] },
  async ({ page, context }) => {
    await context.route("**/*.wasm", (route) => route.abort());
    await page.reload();
    await page.getByRole("alert").getByText("The engine stopped unexpectedly").waitFor();
    await context.unroute("**/*.wasm");
    await page.getByLabel("Open a sample").selectOption({ index: 1 });
    await opened(page);
  },
);
