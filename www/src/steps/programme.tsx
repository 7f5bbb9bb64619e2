/** Keeping plans as steps, forming the next, and all of them side by side. */
import { useId, useState } from 'preact/hooks';
import { csvTable, save } from '../download.ts';
import { styled } from '../later.tsx';
import { speaker } from '../say.ts';
import { forming } from '../state/plan.ts';
import { columns, facilitated, fresh, goOn, grouped, keep, kept, placeIn, removeLast, toJson } from '../state/programme.ts';
import type { Mates, Next } from '../state/programme.ts';
import { nameOf, network } from '../state/settings.ts';
import { texts } from '../strings/programme.ts';
import { Select, WideTable } from '../ui.tsx';
import { focusResult } from './focus.ts';
import style from '../style/programme.css?url';

await styled(style);

const { say } = speaker(texts);

/** So many rows are seen at once at first. */
const FIRST_ROWS = 12;

export function Programme() {
  const id = useId();
  const steps = kept.value;
  if (!fresh.value && steps.length === 0) return null;
  return (
    <section class="programme" aria-labelledby={id}>
      <h3 id={id}>{say('programme.title')}</h3>
      <p class="explain">{say('programme.lead')}</p>
      <NextStep />
      {steps.length > 0 && (
        <>
          <Together />
          <div class="downloads">
            <button type="button" onClick={() => save('commonground-programme.csv', 'text/csv', toTable())}>
              {say('programme.csv')}
            </button>
            <button
              type="button"
              onClick={() => save('commonground-programme.json', 'application/json', toJson(columns.value))}
            >
              {say('programme.json')}
            </button>
            <button
              type="button"
              class="quiet"
              onClick={(event) => {
                // With the last step the button goes, too; the focus moves to what stays.
                event.currentTarget.closest('section')?.querySelector<HTMLElement>('select')?.focus();
                removeLast();
              }}
            >
              {say('programme.remove')}
            </button>
          </div>
        </>
      )}
    </section>
  );
}

function NextStep() {
  const id = useId();
  const [chosen, setNext] = useState<Next>('pairs');
  const [mates, setMates] = useState('');
  const [of, setOf] = useState('');
  const facilitators = network.value.members.some(({ roles }) => roles?.includes('facilitator'));
  const coaches = network.value.members.some(({ roles }) => roles?.includes('coach'));
  const offered = (['pairs', 'communities', 'coaching', 'facilitators'] as const).filter(
    (one) =>
      (one !== 'coaching' || coaches) && (one !== 'facilitators' || (facilitators && facilitated.value.length > 0)),
  );
  const next = offered.includes(chosen) ? chosen : 'pairs';
  const asked: { value: string; label: string; mates: Mates }[] = [
    { value: '', label: say('programme.mates.any'), mates: null },
    ...grouped.value.flatMap(({ id: step }) =>
      (['different', 'same'] as const).map((want) => ({
        value: `${want} ${step}`,
        label: say(`programme.mates.${want}`, { step }),
        mates: { want, step },
      })),
    ),
  ];
  const mate = asked.find(({ value }) => value === mates) ?? asked[0];
  const served = facilitated.value.find((step) => step.id === of) ?? facilitated.value.at(-1);
  const at = kept.value.length + 1;
  const go = async () => {
    const wanted = mate?.mates ?? null;
    // What was asked of this step is not asked of the one after it.
    setMates('');
    if (await goOn(next, wanted, served?.id ?? '')) focusResult();
  };
  return (
    <div class="programme-next">
      <div class="field">
        <label for={`${id}-next`}>{say('programme.next')}</label>
        <Select
          id={`${id}-next`}
          value={next}
          options={offered.map((value) => ({ value, label: say(`programme.next.${value}`) }))}
          onChange={setNext}
        />
      </div>
      {next === 'facilitators' ? (
        facilitated.value.length > 1 && (
          <div class="field">
            <label for={`${id}-of`}>{say('programme.of')}</label>
            <Select
              id={`${id}-of`}
              value={served?.id ?? ''}
              options={facilitated.value.map((step) => ({ value: step.id, label: step.id }))}
              onChange={setOf}
            />
          </div>
        )
      ) : (
        <div class="field">
          <label for={`${id}-mates`}>{say(`programme.mates.${next}`)}</label>
          <Select id={`${id}-mates`} value={mate?.value ?? ''} options={asked} onChange={setMates} />
        </div>
      )}
      <div class="programme-go">
        <button type="button" disabled={forming.value !== null} onClick={() => void go()}>
          {fresh.value ? say(`programme.keep.${next}`, { at }) : say(`programme.then.${next}`)}
        </button>
        {fresh.value && kept.value.length > 0 && (
          <button type="button" class="quiet" onClick={keep}>
            {say('programme.keep', { at })}
          </button>
        )}
      </div>
    </div>
  );
}

function Together() {
  const [whole, setWhole] = useState(false);
  const { members } = network.value;
  const shown = whole ? members : members.slice(0, FIRST_ROWS);
  return (
    <>
      <WideTable label={say('programme.table')}>
        <caption class="unseen">{say('programme.table')}</caption>
        <thead>
          <tr>
            <th scope="col">{say('programme.member')}</th>
            {columns.value.map(({ id }) => (
              <th key={id} scope="col">
                {id}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map(({ id: member }) => (
            <tr key={member}>
              <th scope="row">{nameOf(member)}</th>
              {columns.value.map((step) => (
                <td key={step.id}>
                  {placeIn(member, step) ?? <abbr title={say('programme.none.long')}>{say('programme.none')}</abbr>}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </WideTable>
      {!whole && members.length > FIRST_ROWS && (
        <button type="button" class="quiet" onClick={() => setWhole(true)}>
          {say('programme.all', { count: members.length })}
        </button>
      )}
    </>
  );
}

const toTable = (): string =>
  csvTable([
    [say('programme.id'), say('programme.member'), ...columns.value.map(({ id }) => id)],
    ...network.value.members.map(({ id }) => [id, nameOf(id), ...columns.value.map((step) => placeIn(id, step) ?? '')]),
  ]);
