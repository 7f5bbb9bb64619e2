import assert from "node:assert/strict";
import { audit, pageTest } from "./harness.mjs";
import { assertNoSidewaysScroll, choose, formPlan, goButton, headline, openBetween } from "./tool.mjs";

const STALE = "The settings have changed since this plan was formed.";

const dial = (page) => page.getByRole("slider", { name: "for these pairs" });
const mix = (page) => page.getByRole("slider", { name: "Mix of commonality" });

/** The plan as it is read, with the score and every pair. */
const plan = async (page) =>
  [
    await page.locator("#result .headline").innerText(),
    ...(await page.getByRole("region", { name: "Result" }).getByRole("article").allInnerTexts()),
  ].join("\n");

const settled = (page) => page.locator('#result [aria-busy="false"]').waitFor();

const focused = (page) => page.evaluate(() => document.activeElement?.getAttribute("aria-label"));

/** The plan that a page fresh from the start forms where the dial stands. */
async function freshPlan(page, at) {
  await page.reload();
  await choose(page, "pairs");
  await mix(page).fill(at);
  await goButton(page, "pairs").click();
  await headline(page);
  return plan(page);
}

/**
 * Holds back the worker's plans, so that a solver seems slow: `delay(nth)` milliseconds when the nth was asked for last.
 * Counts the plans that are under way.
 */
const slow = (page, delay) =>
  openBetween(
    page,
    `{
      delay: ${delay},
      solves: new Set(),
      send({ id, method, args }, pass) {
        window.solver ??= { asked: 0, most: 0 };
        if (method === "solve") {
          window.solver.asked++;
          this.solves.add(id);
          window.solver.most = Math.max(window.solver.most, this.solves.size);
        }
        pass({ id, method, args });
      },
      receive(data, pass) {
        if (!this.solves.has(data.id) || data.kind === "progress") return pass(data);
        setTimeout(() => {
          this.solves.delete(data.id);
          pass(data);
        }, this.delay(window.solver.asked));
      },
    }`,
  );

pageTest("arrow keys on the dial pair anew, as a fresh start would", async ({ page }) => {
  await formPlan(page, "pairs");
  const before = await plan(page);
  await dial(page).focus();
  for (let presses = 0; presses < 9; presses++) await page.keyboard.press("ArrowLeft");
  await page.getByText(/^\d+ of 12 pairs changed/).first().waitFor();
  const after = await plan(page);
  assert.notEqual(after, before);
  assert.equal(await focused(page), await dial(page).getAttribute("aria-label"));
  assert.equal(await mix(page).inputValue(), "0.05");
  assert.equal(await page.getByText(STALE).count(), 0);
  assert.equal(await freshPlan(page, "0.05"), after);
});

pageTest("dragging the dial pairs anew before it is let go", { reducedMotion: "reduce" }, async ({ page }) => {
  await formPlan(page, "pairs");
  const before = await page.locator("#result .headline").innerText();
  await dial(page).hover();
  const box = await dial(page).boundingBox();
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width / 2, y);
  await page.mouse.down();
  await page.mouse.move(box.x + 1, y, { steps: 12 });
  await page.waitForFunction((text) => document.querySelector("#result .headline").innerText !== text, before);
  await page.mouse.up();
  await settled(page);
  assert.equal(await dial(page).inputValue(), "0");
  const after = await plan(page);
  assert.equal(await focused(page), await dial(page).getAttribute("aria-label"));
  assert.equal(await freshPlan(page, "0"), after);
});

pageTest("the dial among the settings moves the plan as well", async ({ page }) => {
  await formPlan(page, "pairs");
  const before = await plan(page);
  await mix(page).fill("1");
  assert.equal(await dial(page).inputValue(), "1");
  await settled(page);
  await page.getByRole("status").getByText(/pairs? changed. The score is/).waitFor({ state: "attached" });
  assert.notEqual(await plan(page), before);
  assert.equal(await page.getByText(STALE).count(), 0);
});

pageTest("only the plan that the dial rests at is announced", async ({ page }) => {
  await formPlan(page, "pairs");
  await page.evaluate(() => {
    window.told = [];
    new MutationObserver(() => window.told.push(document.querySelector("[role=status]").textContent)).observe(
      document.querySelector("[role=status]"),
      { childList: true, characterData: true, subtree: true },
    );
  });
  await dial(page).focus();
  for (let presses = 0; presses < 8; presses++) await page.keyboard.press("ArrowLeft");
  await page.getByRole("status").getByText(/pairs? changed/).waitFor({ state: "attached" });
  assert.equal((await page.evaluate(() => window.told)).length, 1);
});

for (const [what, delay] of [
  ["slow", "() => 300"],
  ["ever faster", "(nth) => Math.max(0, 1200 - 300 * nth)"],
]) {
  pageTest(`with a solver that is ${what}, the newest settings win, one plan at a time`, async ({ page }) => {
    await slow(page, delay);
    await formPlan(page, "pairs");
    await dial(page).focus();
    for (const key of ["Home", "End", "ArrowLeft", "Home", "ArrowRight"]) {
      await page.keyboard.press(key);
      await page.waitForTimeout(120);
    }
    // On a machine that is slow itself the last plan may be there already.
    await settled(page);
    const after = await plan(page);
    await page.waitForTimeout(1500);
    assert.equal(await plan(page), after, "a late answer changed the plan");
    const { asked, most } = await page.evaluate(() => window.solver);
    assert.equal(most, 1);
    assert.ok(asked <= 6, `${asked} plans were asked for`);
    assert.equal(await freshPlan(page, "0.05"), after);
  });
}

pageTest("a plan that is asked for while the dial still moves is the one that stays", async ({ page }) => {
  await slow(page, "() => 400");
  await formPlan(page, "pairs");
  await mix(page).fill("0");
  await page.getByRole("radio", { name: "Communities" }).check();
  await goButton(page, "communities").click();
  await page.getByText(/communities/).and(page.locator("#result-headline")).waitFor();
  await page.waitForTimeout(1000);
  assert.match(await headline(page), /communities/);
});

pageTest("when more than the dial was changed, the plan is out of date", async ({ page }) => {
  await formPlan(page, "pairs");
  const before = await plan(page);
  await page
    .getByRole("group", { name: /^Country/ })
    .getByRole("radio", { name: "Common" })
    .check();
  await page.getByText(STALE).waitFor();
  await dial(page).press("Home");
  await page.waitForTimeout(300);
  await page.getByText(STALE).waitFor();
  assert.equal((await plan(page)).replace(STALE, "").replaceAll(/\n+/g, "\n"), before.replaceAll(/\n+/g, "\n"));
  await page
    .getByRole("group", { name: /^Country/ })
    .getByRole("radio", { name: "Ignore" })
    .check();
  await page.getByText(STALE).waitFor({ state: "detached" });
  assert.notEqual(await plan(page), before);
});

pageTest("communities do not follow the dial", async ({ page }) => {
  await formPlan(page, "communities");
  assert.equal(await dial(page).count(), 0);
});

pageTest("the dial stays in reach beside the pairs of a phone", { viewport: { width: 360, height: 740 } }, async ({
  page,
}) => {
  await formPlan(page, "pairs");
  await page.getByRole("article").nth(5).evaluate((card) => card.scrollIntoView({ block: "center" }));
  const box = await dial(page).boundingBox();
  assert.ok(box.y >= 0 && box.y < 100, `the dial is at ${box.y}`);
  await dial(page).press("Home");
  await settled(page);
  await assertNoSidewaysScroll(page);
  await audit(page);
});
