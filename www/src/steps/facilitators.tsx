/** Who could facilitate each community without being a part of it. */
import { signal } from '@preact/signals';
import { useId, useState } from 'preact/hooks';
import type { EarlierGroup, ErrorReport, Facilitated, Input, Plan, Rule, Unserved } from 'commonground';
import { csvTable, save, toJson } from '../download.ts';
import { styled } from '../later.tsx';
import { names, speaker, wholePercent } from '../say.ts';
import { engine, reports } from '../state/engine.ts';
import type { Formed } from '../state/plan.ts';
import { nameOf, network, themeName } from '../state/settings.ts';
import { texts } from '../strings/facilitators.ts';
import { Problems, Select } from '../ui.tsx';
import style from '../style/facilitators.css?url';

await styled(style);

const { say } = speaker(texts);

/** In what facilitators must differ, and by what they are judged besides; it stays from plan to plan. */
const wanted = signal<{ differ: string[]; skill: string }>({ differ: [], skill: '' });

/** What was found for a plan, and what for. */
const found = signal<{ of: Plan; wanted: typeof wanted.value; input: Input; answer: Plan } | null>(null);

export function Facilitators({ input, plan }: Formed) {
  const id = useId();
  const [looking, setLooking] = useState(false);
  const [faults, setFaults] = useState<ErrorReport[]>([]);
  const { attributes = [], members } = network.value;
  const count = members.filter(({ roles }) => roles?.includes('facilitator')).length;
  const nominal = attributes.filter(({ kind }) => kind === 'category' || kind === 'set');
  const graded = attributes.filter(({ kind }) => kind === 'ordinal' || kind === 'number');
  // What was asked of another network may not be there now.
  const differ = wanted.value.differ.filter((one) => nominal.some((attribute) => attribute.id === one));
  const skill = graded.some((attribute) => attribute.id === wanted.value.skill) ? wanted.value.skill : '';
  const here = found.value?.of === plan && found.value.wanted === wanted.value ? found.value : null;

  const look = async () => {
    // Not disabled while it looks, as that would take the focus from the button.
    if (looking) return;
    setLooking(true);
    setFaults([]);
    const asked = wanted.value;
    try {
      const question = await suited(ask(input, plan, differ, skill));
      const answer = await engine.solve(question);
      found.value = { of: plan, wanted: asked, input: question, answer };
    } catch (error) {
      setFaults(reports(error));
    } finally {
      setLooking(false);
    }
  };

  return (
    <details class="facilitators">
      <summary>{say('facilitators.title')}</summary>
      <p class="explain">{say('facilitators.lead', { count })}</p>
      <div class="facilitators-ask">
        {nominal.length > 0 && (
          <fieldset class="ticks">
            <legend>{say('facilitators.differ')}</legend>
            {nominal.map((attribute) => (
              <label key={attribute.id} class="tick">
                <input
                  type="checkbox"
                  checked={differ.includes(attribute.id)}
                  onChange={(event) =>
                    (wanted.value = {
                      skill,
                      differ: event.currentTarget.checked
                        ? [...differ, attribute.id]
                        : differ.filter((other) => other !== attribute.id),
                    })
                  }
                />
                <span>{attribute.label ?? attribute.id}</span>
              </label>
            ))}
          </fieldset>
        )}
        {graded.length > 0 && (
          <div class="field">
            <label for={id}>{say('facilitators.skill')}</label>
            <Select
              id={id}
              value={skill}
              options={[
                { value: '', label: say('facilitators.skill.none') },
                ...graded.map((attribute) => ({ value: attribute.id, label: attribute.label ?? attribute.id })),
              ]}
              onChange={(value) => (wanted.value = { differ, skill: value })}
            />
          </div>
        )}
        <button type="button" aria-disabled={looking} onClick={() => void look()}>
          {say(looking ? 'facilitators.finding' : 'facilitators.find')}
        </button>
      </div>
      <div aria-live="polite">
        {here && (
          <>
            <Served groups={plan.groups} plan={here.answer} />
            <div class="downloads">
              <button
                type="button"
                onClick={() => save('commonground-facilitators.csv', 'text/csv', toTable(plan.groups, here.answer))}
              >
                {say('facilitators.csv')}
              </button>
              <button
                type="button"
                onClick={() =>
                  save('commonground-facilitators.json', 'application/json', toJson(here.input, here.answer))
                }
              >
                {say('facilitators.json')}
              </button>
            </div>
          </>
        )}
      </div>
      <Problems of={faults} />
    </details>
  );
}

/** The plan's own wishes and rules, and in what facilitators must differ. */
function ask({ network, scenario }: Input, { form, groups }: Plan, differ: string[], skill: string): Input {
  const { criteria = [], mix, rules = [], effort } = scenario;
  const earlier = groups.map(({ id, members, theme }) => ({ id, members, ...(theme != null && { theme }) }));
  return {
    network,
    scenario: {
      // Themes are what groups take, not what a facilitator is to a member.
      criteria: criteria.filter(({ want }) => want !== 'preferred'),
      ...(mix !== undefined && { mix }),
      rules: [...rules, ...differ.map((attribute): Rule => ({ rule: 'differ', attribute }))],
      form: { form: 'coaching', to: 'groups', plan: { form, groups: earlier }, ...(skill && { skill }) },
      ...(effort && { effort }),
    },
  };
}

/** Without those rules that the engine says two people cannot keep or break. */
async function suited(input: Input): Promise<Input> {
  const errors = await engine.validate(input);
  const out = errors.filter(({ code }) => code === 'ruleNotForForm').map(({ path }) => Number(path.match(/\d+/)?.[0]));
  const { scenario } = input;
  return { ...input, scenario: { ...scenario, rules: scenario.rules?.filter((_, at) => !out.includes(at)) ?? [] } };
}

/** Each group with its facilitators, or why it has none. */
export function Served({ groups, plan }: { groups: EarlierGroup[]; plan: Plan }) {
  const { facilitators = [], unserved = [] } = plan;
  const served = groups.filter(({ id }) => facilitators.some(({ group }) => group === id)).length;
  return (
    <>
      <p class="facilitators-count">{say('facilitators.served', { count: served, all: groups.length })}</p>
      <ul class="facilitators-list">
        {groups.map((group, at) => (
          <Row
            key={group.id}
            title={titleOf(group, at)}
            matches={facilitators.filter((match) => match.group === group.id)}
            lacking={unserved.find((one) => one.group === group.id)}
            groups={groups}
          />
        ))}
      </ul>
      {plan.notes.length > 0 && (
        <ul class="notes">
          {plan.notes.map((note) => (
            <li key={note}>{inWords(note, groups)}</li>
          ))}
        </ul>
      )}
    </>
  );
}

interface RowProps {
  title: string;
  matches: Facilitated[];
  lacking: Unserved | undefined;
  groups: EarlierGroup[];
}

function Row({ title, matches, lacking, groups }: RowProps) {
  return (
    <li class={matches.length > 0 ? undefined : 'facilitators-none'}>
      <h4>{title}</h4>
      <div>
        {matches.map((match) => (
          <p key={match.facilitator}>
            <strong>{nameOf(match.facilitator)}</strong> <small>{fitText(match)}</small>
          </p>
        ))}
        {lacking && <p>{inWords(lacking.why, groups)}</p>}
        {lacking && lacking.excluded.length > 0 && (
          <details>
            <summary>{say('facilitators.excluded', { count: lacking.excluded.length })}</summary>
            <ul>
              {lacking.excluded.map(({ member, why }) => (
                <li key={member}>{why.includes(nameOf(member)) ? why : `${nameOf(member)}: ${why}`}</li>
              ))}
            </ul>
          </details>
        )}
      </div>
    </li>
  );
}

/** The engine names groups by their ids, which the page shows nowhere else. */
function inWords(text: string, groups: EarlierGroup[]): string {
  const titles = new Map(groups.map(({ id }, at) => [id, say('group.community', { at: at + 1 })]));
  return text.replace(/\bg\d+\b/g, (id) => titles.get(id) ?? id);
}

/** A group by its theme and place, as its card names it. */
function titleOf({ theme }: EarlierGroup, at: number): string {
  const plain = say('group.community', { at: at + 1 });
  return theme == null ? plain : `${themeName(theme)} · ${plain}`;
}

function fitText({ technical, skill, trainee }: Facilitated): string {
  const beside = trainee ? `; ${say('facilitators.trainee', { name: nameOf(trainee) })}` : '';
  if (technical == null) return say('facilitators.fit.unknown') + beside;
  const fit = wholePercent(technical);
  return skill == null
    ? say('facilitators.fit', { fit }) + beside
    : say('facilitators.fit.skill', { fit, skill: wholePercent(skill) }) + beside;
}

function toTable(groups: EarlierGroup[], { facilitators = [], unserved = [] }: Plan): string {
  return csvTable([
    (['group', 'facilitator', 'why', 'members'] as const).map((column) => say(`facilitators.column.${column}`)),
    ...groups.map((group, at) => {
      const matches = facilitators.filter((match) => match.group === group.id);
      const lacking = unserved.find((one) => one.group === group.id);
      return [
        titleOf(group, at),
        names(matches.map(({ facilitator }) => nameOf(facilitator))),
        [...matches.map(fitText), ...(lacking ? [inWords(lacking.why, groups)] : [])].join(' '),
        names(group.members.map(nameOf)),
      ];
    }),
  ]);
}
