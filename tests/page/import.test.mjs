import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { pageTest } from "./harness.mjs";
import { choose, formPlan, network, openTable, opened, parseCsv, sample, saved } from "./tool.mjs";

pageTest("a table opens with a guess for every column, each to be corrected", async ({ page }) => {
  await opened(page);
  await page.locator("input[type=file]").setInputFiles(sample("education-24.csv"));
  const guesses = page.getByRole("region", { name: "Check the columns" });
  await guesses.waitFor();
  const [headers] = parseCsv(readFileSync(sample("education-24.csv"), "utf8").replaceAll(/\r?\n/g, "\r\n"));
  for (const header of headers) await guesses.getByRole("rowheader", { name: header, exact: true }).waitFor();
  const kind = page.getByRole("group", { name: /^Kind of organisation/ });
  await kind.waitFor();
  await guesses.getByLabel("Use Kind of organisation as").selectOption({ label: "not used" });
  await kind.waitFor({ state: "detached" });
  await page.getByText(`${network("education-24").members.length} members`, { exact: true }).waitFor();
});

pageTest("a table dropped from the sample forms a plan at once", async ({ page }) => {
  await opened(page);
  await page.locator("input[type=file]").setInputFiles(sample("education-24.csv"));
  await page.getByRole("region", { name: "Check the columns" }).waitFor();
  assert.match(await formPlan(page, "pairs"), /pairs/);
});

pageTest("a pasted table opens like a file", async ({ page }) => {
  await opened(page);
  await page.getByText("Paste a table").click();
  await page
    .getByLabel("Rows copied from a spreadsheet")
    .fill("Name\tRegion\nAna\tNorth\nBen\tSouth\nChi\tNorth\nDee\tSouth\n");
  await page.getByRole("button", { name: "Use this table" }).click();
  await page.getByText("4 members", { exact: true }).waitFor();
});

for (const [what, text] of [
  ["an empty file", ""],
  ["a header without rows", "Name,Region\n"],
]) {
  pageTest(`${what} is refused with the reason, and the network before stays`, async ({ page }) => {
    await opened(page);
    await openTable(page, text);
    const alert = page.getByRole("alert").getByRole("listitem");
    await alert.first().waitFor();
    assert.ok((await alert.first().innerText()).length > 20);
    await page.getByText(`${network("education-24").members.length} members`, { exact: true }).waitFor();
  });
}

pageTest("a file that is no JSON of ours is refused with the reason", async ({ page }) => {
  await opened(page);
  await openTable(page, "{ not json", "plan.json");
  await page.getByRole("alert").getByText("The file is not JSON that this page saved.").waitFor();
  await openTable(page, '{"network":{"members":[]},"scenario":{"form":{"form":"pairs"}},"extra":1}', "plan.json");
  await page.getByRole("alert").getByText("not JSON").waitFor({ state: "detached" });
  await page.getByRole("alert").getByRole("listitem").first().waitFor();
});

for (const form of ["pairs", "communities", "coaching"]) {
  pageTest(`the table of ${form} has one row for every member`, async ({ page }) => {
    await formPlan(page, form);
    const { name, text } = await saved(page, "Save table (CSV)");
    assert.equal(name, `commonground-${form}.csv`);
    const [header, ...rows] = parseCsv(text);
    assert.deepEqual(
      rows.map(([id]) => id),
      network("education-24").members.map(({ id }) => id),
    );
    for (const row of rows) assert.equal(row.length, header.length);
  });
}

pageTest("names cannot become formulas or break the table", async ({ page }) => {
  const names = ['=HYPERLINK("x")', "+1", "-2", "@sum", 'Ana "A", Ltd', "Eva; Co"];
  await opened(page);
  await openTable(
    page,
    `Name,Region\n${names.map((name, at) => `"${name.replaceAll('"', '""')}",${at % 2 ? "North" : "South"}`).join("\n")}\n`,
  );
  await page.getByText("6 members", { exact: true }).waitFor();
  await formPlan(page, "pairs");
  const { text } = await saved(page, "Save table (CSV)");
  const [, ...rows] = parseCsv(text);
  assert.deepEqual(
    rows.map(([, name]) => name),
    ['\'=HYPERLINK("x")', "'+1", "'-2", "'@sum", 'Ana "A", Ltd', "Eva; Co"],
  );
  for (const cell of rows.flat()) assert.doesNotMatch(cell, /^[=+\-@\t\r]/);
});

pageTest("what was saved opens again with its settings and its plan", async ({ page }) => {
  await choose(page, "pairs");
  await page.getByRole("slider", { name: "Mix of commonality" }).fill("0.8");
  const before = await formPlan(page, "pairs");
  const { path, text } = await saved(page, "Save everything (JSON)");
  const { plan, ...input } = JSON.parse(text);
  assert.equal(input.scenario.mix, 0.8);
  assert.equal(plan.form, "pairs");
  await page.reload();
  await opened(page);
  await page
    .locator("input[type=file]")
    .setInputFiles({ name: "saved.json", mimeType: "application/json", buffer: readFileSync(path) });
  await page.locator("#result-headline").waitFor();
  assert.equal(await page.locator("#result-headline").innerText(), before);
  assert.equal(await page.getByRole("slider", { name: "Mix of commonality" }).inputValue(), "0.8");
});

pageTest("a corrected column leaves the settings about the others as they are", async ({ page }) => {
  await opened(page);
  await page.locator("input[type=file]").setInputFiles(sample("education-24.csv"));
  await page.getByRole("region", { name: "Check the columns" }).waitFor();
  await choose(page, "coaching");
  await page.getByRole("slider", { name: "Mix of commonality" }).fill("0.3");
  await page
    .getByRole("group", { name: /^Region/ })
    .getByRole("radio", { name: "Common" })
    .check();
  await page.getByLabel("Use Country as").selectOption({ label: "not used" });
  await page.getByRole("group", { name: /^Country/ }).waitFor({ state: "detached" });
  assert.equal(await page.getByRole("slider", { name: "Mix of commonality" }).inputValue(), "0.3");
  assert.ok(await page.getByRole("radio", { name: "Coaching" }).isChecked());
  assert.ok(
    await page
      .getByRole("group", { name: /^Region/ })
      .getByRole("radio", { name: "Common" })
      .isChecked(),
  );
});
