import assert from "node:assert/strict";
import { pageTest } from "./harness.mjs";
import { opened } from "./tool.mjs";

/** What index.html names, and what that starts. */
const FIRST = /\/$|\/(icon|page|worker|engine_bg|education-24)[^/]*$/;

pageTest("nothing but the first load is asked for before the page has opened its network", async ({ page }) => {
  const asked = [];
  page.context().on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.reload();
  await opened(page);
  await page.waitForLoadState("networkidle");
  const network = asked.findIndex((path) => /education-24/.test(path));
  const later = asked.filter((path) => !FIRST.test(path));
  assert.ok(network > 0 && later.length > 0, asked.join(" "));
  for (const path of later) assert.ok(asked.indexOf(path) > network, `${path} came before the network`);
});

pageTest("a plan is formed and shown though no later part has come", async ({ page, context }) => {
  await context.route(/\.(js|css)$/, (route) =>
    FIRST.test(new URL(route.request().url()).pathname) ? route.continue() : undefined,
  );
  await page.reload();
  await page.getByRole("region", { name: "Members and their answers" }).waitFor();
  await page.getByRole("button", { name: "Form communities" }).click();
  await page.getByText("Within a proven bound").first().waitFor();
  assert.equal(await page.getByRole("button", { name: "Add rule" }).count(), 0);
});

pageTest(
  "a part that does not come says so, and comes when it is asked for again",
  { expected: [/Failed to load resource|ERR_FAILED/] },
  async ({ page, context }) => {
    await context.route(/\/rules-[^/]*\.js$/, (route) => route.abort());
    await page.reload();
    const failed = page.getByRole("alert").filter({ hasText: "could not be loaded" });
    await failed.waitFor();
    // The idle page asks once more by itself: until that has failed, too, the button may go away.
    await page.waitForLoadState("networkidle");
    await failed.waitFor();
    await context.unroute(/\/rules-[^/]*\.js$/);
    await failed.getByRole("button", { name: "Try again" }).click();
    await page.getByRole("button", { name: "Add rule" }).waitFor();
    assert.equal(await failed.count(), 0);
  },
);
