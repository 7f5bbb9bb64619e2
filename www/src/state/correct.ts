/** Other answers to what the import of a table guessed. */
import type { ColumnReport, ColumnUse, Input, Scenario } from 'commonground';
import { network, scenario } from './settings.ts';
import { readTable, source } from './source.ts';

/** Reads the table again with other answers to what was guessed. */
export function correct(change: { delimiter: string } | { column: ColumnReport; choice: ColumnUse }): void {
  const from = source.value;
  if (from?.kind !== 'table') return;
  if ('delimiter' in change) return void readTable(from.name, from.bytes, change);
  const { column, choice } = change;
  const options = { ...from.options, columns: { ...from.options.columns, [column.column]: choice } };
  void readTable(from.name, from.bytes, options, (fresh) => carriedOver(fresh, scenario.value, column.id));
}

/** What was already set stays, save for wishes and rules about the column that changed. */
function carriedOver(
  { network: { attributes = [] }, scenario: fresh }: Input,
  { criteria = [], rules = [], ...others }: Scenario,
  changed: string | null,
): Scenario {
  const known = new Set(network.value.attributes?.map(({ id }) => id));
  const there = new Set([...attributes.map(({ id }) => id), ...NOT_ATTRIBUTES]);
  const stays = (id: string) => id !== changed && there.has(id);
  const isNew = (id: string) => id === changed || (!known.has(id) && !criteria.some(({ on }) => on === id));
  return {
    ...others,
    criteria: [...criteria.filter(({ on }) => stays(on)), ...(fresh.criteria ?? []).filter(({ on }) => isNew(on))],
    rules: rules.filter((rule) => !('attribute' in rule) || stays(rule.attribute)),
  };
}

/** What criteria and rules can speak of besides attributes. */
const NOT_ATTRIBUTES = ['needs', 'offers', 'themes', 'ties', 'scores', 'roles'];
