/** What the import took each column for, to be corrected. */
import { useId } from 'preact/hooks';
import type { ColumnUse, ColumnReport, As } from 'commonground';
import { styled } from '../later.tsx';
import { speaker } from '../say.ts';
import { correct } from '../state/correct.ts';
import type { Source } from '../state/source.ts';
import { texts } from '../strings/guesses.ts';
import { NumberInput, Select } from '../ui.tsx';
import style from '../style/guesses.css?url';

await styled(style);

const { say } = speaker(texts);

const USES: As[] = [
  'id',
  'name',
  'roles',
  'capacity',
  'needs',
  'offers',
  'themes',
  'category',
  'set',
  'ordinal',
  'number',
  'cyclic',
  'ignore',
];
const LISTS: As[] = ['roles', 'needs', 'offers', 'themes', 'set'];
const DELIMITERS = [',', ';', '\t', '|'] as const;
const DELIMITER_NAMES = { ',': 'guess.comma', ';': 'guess.semicolon', '\t': 'guess.tab', '|': 'guess.bar' } as const;
/** Levels are typed in one field, from lowest to highest. */
const BETWEEN_LEVELS = ' < ';
const HOURS_A_DAY = 24;

export function Guesses({ from: { name, report } }: { from: Extract<Source, { kind: 'table' }> }) {
  const id = useId();
  const unsure = report.columns.filter((column) => !column.sure).length;
  return (
    <section class="guesses" aria-labelledby={id}>
      <h3 id={id}>{say('guess.title')}</h3>
      <p>
        {say('guess.read', { name, rows: report.rows, columns: report.columns.length })}{' '}
        {unsure > 0 ? <strong class="unsure">{say('guess.unsure', { count: unsure })}</strong> : say('guess.sure')}
      </p>
      <div class="guess-delimiter">
        <label for={`${id}-delimiter`}>{say('guess.delimiter')}</label>
        <Select
          id={`${id}-delimiter`}
          value={report.delimiter ?? ''}
          options={delimiters(report.delimiter)}
          onChange={(delimiter) => delimiter && correct({ delimiter })}
        />
        <span class="hint">{say('guess.encoding', { encoding: say(`guess.encoding.${report.encoding}`) })}</span>
      </div>
      {report.notes.length > 0 && (
        <ul class="notes">
          {report.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      <table class="stacked">
        <thead>
          <tr>
            <th scope="col">{say('guess.column')}</th>
            <th scope="col">{say('guess.as')}</th>
            <th scope="col">{say('guess.why')}</th>
            <th scope="col">{say('guess.values')}</th>
          </tr>
        </thead>
        <tbody>
          {report.columns.map((column) => (
            <Guess key={column.column} {...column} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** The usual delimiters, and what this table has if that is another. */
function delimiters(now: string | null): { value: string; label: string }[] {
  const usual = DELIMITERS.map((value) => ({ value: value as string, label: say(DELIMITER_NAMES[value]) }));
  if (now === null) return [{ value: '', label: say('guess.none') }, ...usual];
  return usual.some(({ value }) => value === now) ? usual : [...usual, { value: now, label: now }];
}

function Guess(column: ColumnReport) {
  const { column: header, as, why, sure, values, missing, examples } = column;
  return (
    <tr class={sure ? undefined : 'row-unsure'}>
      <th scope="row">{header}</th>
      <td data-label={say('guess.as')}>
        <Select
          label={say('guess.as.of', { column: header })}
          value={as}
          options={USES.map((value) => ({ value, label: say(`guess.use.${value}`) }))}
          onChange={(value) => correct({ column, choice: { as: value } })}
        />
        <Detail {...column} />
      </td>
      <td data-label={say('guess.why')}>
        {!sure && <strong class="unsure">{say('guess.check')} </strong>}
        {why}
      </td>
      <td data-label={say('guess.values')}>
        {say('guess.distinct', { count: values })}
        {missing > 0 && `, ${say('guess.missing', { count: missing })}`}
        {examples.length > 0 && <span class="examples">{examples.join(' · ')}</span>}
      </td>
    </tr>
  );
}

/** What a use needs to be told besides: how lists are separated, the order of levels. */
function Detail(column: ColumnReport) {
  const { as, separator, levels, scale, period } = column;
  const choose = (choice: Omit<ColumnUse, 'as'>) => correct({ column, choice: { as, ...choice } });
  if (LISTS.includes(as)) {
    return (
      <label class="guess-detail">
        <span>{say('guess.separator')}</span>
        <input
          type="text"
          size={3}
          value={separator ?? ''}
          onChange={(event) => choose({ separator: event.currentTarget.value })}
        />
      </label>
    );
  }
  if (as === 'ordinal') {
    return (
      <label class="guess-detail">
        <span>{say('guess.levels')}</span>
        <input
          type="text"
          value={levels?.join(BETWEEN_LEVELS) ?? ''}
          onChange={(event) =>
            choose({
              levels: event.currentTarget.value
                .split(BETWEEN_LEVELS.trim())
                .map((level) => level.trim())
                .filter(Boolean),
            })
          }
        />
      </label>
    );
  }
  if (as === 'number') {
    return (
      <label class="guess-detail">
        <span>{say('guess.scale')}</span>
        <Select
          value={scale ?? 'linear'}
          options={[
            { value: 'linear', label: say('guess.scale.linear') },
            { value: 'log', label: say('guess.scale.log') },
          ]}
          onChange={(scale) => choose({ scale })}
        />
      </label>
    );
  }
  if (as === 'cyclic') {
    return (
      <label class="guess-detail">
        <span>{say('guess.period')}</span>
        <NumberInput
          value={period ?? HOURS_A_DAY}
          min={1}
          step="any"
          onChange={(period) => period !== null && choose({ period })}
        />
      </label>
    );
  }
  return null;
}
