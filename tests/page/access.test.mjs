import assert from "node:assert/strict";
import { audit, pageTest, screenReaderTree, screenshot } from "./harness.mjs";
import { assertNoSidewaysScroll, choose, formPlan, opened, sample, saved } from "./tool.mjs";

for (const colorScheme of ["light", "dark"]) {
  pageTest(
    `nothing stands in anyone's way, ${colorScheme}`,
    { colorScheme, reducedMotion: "reduce" },
    async ({ page }) => {
      await opened(page);
      await audit(page);
      await formPlan(page, "communities");
      await audit(page);
      await formPlan(page, "coaching");
      await audit(page);
      await formPlan(page, "pairs");
      await page.getByRole("button", { name: "Compare 5 plans" }).click();
      await page.getByRole("region", { name: "All plans compared" }).waitFor();
      await page.getByText("Time and seed").click();
      await audit(page);
      await screenshot(page, `page-${colorScheme}`);
      await page.locator("input[type=file]").setInputFiles(sample("education-24.csv"));
      await page.getByRole("region", { name: "Check the columns" }).waitFor();
      await page.getByText("Paste a table").click();
      await audit(page);
    },
  );
}

for (const width of [360, 768, 1440]) {
  pageTest(
    `a window ${width} wide is never scrolled sideways`,
    { viewport: { width, height: 800 } },
    async ({ page }) => {
      await opened(page);
      await assertNoSidewaysScroll(page);
      await formPlan(page, "communities");
      await assertNoSidewaysScroll(page);
      await formPlan(page, "pairs");
      await page.getByRole("button", { name: "Compare 5 plans" }).click();
      await page.getByRole("region", { name: "All plans compared" }).waitFor();
      await assertNoSidewaysScroll(page);
      await screenshot(page, `page-${width}`);
      await page.locator("input[type=file]").setInputFiles(sample("education-24.csv"));
      await page.getByRole("region", { name: "Check the columns" }).waitFor();
      await assertNoSidewaysScroll(page);
      await screenshot(page, `guesses-${width}`);
    },
  );
}

/** Tabs on until the named control has the focus. */
async function tabTo(page, name) {
  const passed = [];
  for (let presses = 0; presses < 400; presses++) {
    await page.keyboard.press("Tab");
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      return element?.getAttribute("aria-label") ?? element?.labels?.[0]?.innerText ?? element?.innerText ?? "";
    });
    if (name.test(focused)) return;
    passed.push(focused);
  }
  assert.fail(`${name} was not reached; passed: ${passed.join(" | ")}`);
}

pageTest("the whole way goes by keyboard alone", async ({ page }) => {
  await opened(page);
  await tabTo(page, /^Skip to the settings$/);
  await page.keyboard.press("Enter");
  await tabTo(page, /^Mix of commonality/);
  await page.keyboard.press("ArrowRight");
  await tabTo(page, /^Add rule$/);
  await page.keyboard.press("Enter");
  // The new rule has the focus; it is not wanted after all.
  await tabTo(page, /^Remove the rule/);
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement?.tagName), "SELECT");
  await tabTo(page, /Communities/);
  await page.keyboard.press("ArrowLeft");
  await tabTo(page, /^Form pairs$/);
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement?.id === "result-headline");
  await tabTo(page, /^Save table/);
  await tabTo(page, /^Compare 5 plans$/);
  await page.keyboard.press("Enter");
  await tabTo(page, /^Pairs, mix 0%/);
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  assert.equal(await page.getByRole("slider", { name: "Mix of commonality" }).inputValue(), "1");
});

pageTest("a wish keeps the focus while it is changed", async ({ page }) => {
  await opened(page);
  const country = page.getByRole("group", { name: /^Country/ });
  await country.getByRole("radio", { name: "Ignore" }).focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  assert.equal(await page.evaluate(() => document.activeElement?.value), "different");
  assert.ok(await country.getByRole("radio", { name: "Different" }).isChecked());
});

pageTest("a screen reader finds landmarks, headings and named controls", async ({ page }) => {
  await formPlan(page, "communities");
  const tree = await screenReaderTree(page);
  for (const part of [
    /- banner:/,
    /- navigation "Steps":/,
    /- main:/,
    /- contentinfo:/,
    /- heading "Who should learn with whom\?" \[level=1\]/,
    ...["Members", "What matters", "Form", "Result", "Try out"].map((name) => new RegExp(`- region "${name}":`)),
    ...["Members", "What matters", "Form", "Result", "Try out"].map(
      (name) => new RegExp(`- heading "${name}" \\[level=2\\]`),
    ),
    /- heading "\d+ communities of .*" \[level=3\]/,
    /- slider "Mix of commonality and diversity"/,
    /- slider "Weight of Region"/,
    /- group "What to form":/,
    /- radio "Communities.*" \[checked\]/,
    /- button "Form communities"/,
    /- article "/,
  ]) {
    assert.match(tree, part);
  }
  assert.doesNotMatch(
    tree,
    /- (button|textbox|combobox|slider|spinbutton|checkbox|radio|searchbox)( \[[^\]]*\])*:?\n/,
    "a control has no name",
  );
});

pageTest("what happens is told as it happens", async ({ page }) => {
  await choose(page, "pairs");
  await page
    .getByRole("status")
    .getByText(/members opened/)
    .waitFor({ state: "attached" });
  await page.getByRole("button", { name: "Compare 5 plans" }).click();
  await page.getByRole("status").getByText("5 plans compared.").waitFor({ state: "attached" });
});

pageTest("a plan is made, saved, compared and asked about without a network, once the page is idle", async ({ page, context }) => {
  await opened(page);
  await page.waitForLoadState("networkidle");
  await context.setOffline(true);
  await formPlan(page, "pairs");
  const { text } = await saved(page, "Save table (CSV)");
  assert.ok(text.length > 500);
  await page.getByRole("button", { name: "Compare 5 plans" }).click();
  await page.getByRole("group", { name: /^Diversity against commonality/ }).waitFor();
  await page.getByText("How well does this hold?").click();
  await page.locator("details.holds .holds-found li").first().waitFor();
});
