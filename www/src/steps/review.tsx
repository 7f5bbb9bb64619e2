/** How well a plan holds: the few most important findings, and the tables behind them. */
import { useEffect, useState } from 'preact/hooks';
import type { ErrorReport, Network, Plan, Review } from 'commonground';
import { styled } from '../later.tsx';
import { names, number, percent, speaker } from '../say.ts';
import { engine, reports } from '../state/engine.ts';
import { following } from '../state/follow.ts';
import type { Formed } from '../state/plan.ts';
import { nameOf, themeName } from '../state/settings.ts';
import { texts } from '../strings/review.ts';
import { Problems, WideTable } from '../ui.tsx';
import style from '../style/review.css?url';

await styled(style);

const { say } = speaker(texts);

/** From here on two camps are worth a word; the engine warns from here on, too. */
const STRONG = 0.6;

/** More rows are read in the report. */
const MOST_ROWS = 40;

/** So many groups are named in a sentence. */
const NAMED = 3;

export function Holds({ input, plan }: Formed) {
  const [open, setOpen] = useState(false);
  const [found, setFound] = useState<{ of: Plan; review: Review } | null>(null);
  const [faults, setFaults] = useState<ErrorReport[]>([]);
  const asks = open && !following.value;

  useEffect(() => {
    setFaults([]);
    if (!asks || found?.of === plan) return undefined;
    let current = true;
    engine.review({ ...input, plan }).then(
      (review) => current && setFound({ of: plan, review }),
      (error) => current && setFaults(reports(error)),
    );
    return () => {
      current = false;
    };
  }, [asks, plan]);

  // While the next plan is looked at, the last one's findings would be wrong of what is shown.
  const review = found?.of === plan ? found.review : null;
  return (
    <details class="holds" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{say('holds.title')}</summary>
      <p class="explain">{say('holds.lead')}</p>
      <div>
        <div aria-live="polite">
          {review ? (
            <ul class="holds-found">
              {findings(input.network, plan, review).map((finding) => (
                <li key={finding}>{finding}</li>
              ))}
            </ul>
          ) : (
            asks && faults.length === 0 && <p class="hint">{say('holds.waiting')}</p>
          )}
        </div>
        {review && !inPairs(plan) && <GroupTable network={input.network} plan={plan} review={review} />}
        {review && plan.form !== 'panel' && <MemberTable review={review} />}
      </div>
      <Problems of={faults} />
    </details>
  );
}

/** Pairs end when one of them leaves: there is nothing to learn from saying so of each. */
const inPairs = ({ form, groups }: Plan): boolean => form === 'pairs' && groups.every(({ members }) => members.length < 4);

const labelOf = (network: Network, id: string): string =>
  network.attributes?.find((attribute) => attribute.id === id)?.label ?? id;

/** What a group is called: its number and theme; in coaching its coach. */
function groupName(plan: Plan, id: string): string {
  const theme = plan.groups.find((group) => group.id === id)?.theme;
  if (plan.form === 'coaching') return nameOf(id);
  return theme == null ? id : `${id}: ${themeName(theme)}`;
}

type Fragile = Review['resilience']['groups'][number];

const isFragile = ({ critical, shocks }: Fragile): boolean =>
  critical.length > 0 || shocks.some(({ fatal }) => fatal.length > 0);

function findings(network: Network, plan: Plan, { fairness, groups, resilience, demand, connections }: Review): string[] {
  const panel = plan.form === 'panel';
  const all: (string | false | undefined)[] = [];
  // The engine's own sentences come in a fixed order: the least served first of all.
  all.push(!panel && fairness.worst != null && fairness.notes[0]);
  const tokens = fairness.tokens.filter(({ count }) => count > 0);
  if (tokens.length > 0)
    all.push(
      say('holds.tokens', {
        count: tokens.reduce((sum, { count }) => sum + count, 0),
        attributes: names(
          tokens.map(({ attribute, count }) => say('holds.tokens.one', { attribute: labelOf(network, attribute), count })),
        ),
      }),
    );
  if (!inPairs(plan) && groups.length > 0) {
    const coaches = plan.coaching.length > 0;
    // Of a coach with learners it counts whether they need the coach.
    const falls = coaches ? ({ critical }: Fragile) => critical.length > 0 : isFragile;
    const count = resilience.groups.filter(falls).length;
    const code = coaches ? 'holds.fragile.coaches' : panel ? 'holds.fragile.panel' : 'holds.fragile';
    all.push(count > 0 ? say(code, { count, of: groups.length }) : say('holds.robust'));
    const camps = groups.filter(({ faultline }) => faultline != null && faultline.strength >= STRONG);
    if (camps.length > 0)
      all.push(
        say('holds.camps', {
          count: camps.length,
          of: groups.length,
          groups: names(camps.slice(0, NAMED).map(({ group }) => groupName(plan, group))),
        }),
      );
    const warned = groups.filter(({ warnings }) => warnings.length > 0).length;
    if (warned > 0) all.push(say('holds.warned', { count: warned, of: groups.length }));
  }
  if (!panel) all.push(demand.needs > 0 && demand.notes[0], connections.notes[0], connections.notes[1]);
  return all.filter((finding): finding is string => typeof finding === 'string');
}

function GroupTable({ network, plan, review }: { network: Network; plan: Plan; review: Review }) {
  const { groups, resilience, fairness } = review;
  const alone = (group: string) =>
    fairness.tokens.flatMap(({ attribute, alone: found }) =>
      found
        .filter((token) => token.group === group)
        .map(({ member, values }) =>
          say('holds.alone', { attribute: labelOf(network, attribute), name: nameOf(member), values: names(values) }),
        ),
    );
  return (
    <details>
      <summary>{say('holds.groups')}</summary>
      <WideTable label={say('holds.groups')}>
        <thead>
          <tr>
            <th scope="col">{say('holds.group')}</th>
            <th scope="col" class="holds-long">{say('holds.lookOut')}</th>
            <th scope="col" class="holds-number">{say('holds.size')}</th>
            <th scope="col" class="holds-number">{say('holds.chance')}</th>
            <th scope="col">{say('holds.spare')}</th>
          </tr>
        </thead>
        <tbody>
          {groups.slice(0, MOST_ROWS).map(({ group, size, warnings }) => {
            const own = resilience.groups.find((other) => other.group === group);
            const critical = own?.critical.map(({ member }) => nameOf(member)) ?? [];
            const lines = [...warnings, ...alone(group)];
            return (
              <tr key={group}>
                <th scope="row">{groupName(plan, group)}</th>
                <td>
                  {lines.length > 0 ? (
                    <ul>
                      {lines.map((line) => (
                        <li key={line}>{line}</li>
                      ))}
                    </ul>
                  ) : (
                    say('holds.none')
                  )}
                </td>
                <td class="holds-number">{size}</td>
                <td class="holds-number">{own ? percent(own.chance) : say('holds.none')}</td>
                <td>{critical.length > 0 ? names(critical) : say('holds.none')}</td>
              </tr>
            );
          })}
        </tbody>
      </WideTable>
      <More count={groups.length - MOST_ROWS} />
    </details>
  );
}

function MemberTable({ review: { fairness } }: { review: Review }) {
  // Those matched with nobody are served least of all.
  const members = [...fairness.members].sort((a, b) => (a.score ?? -Infinity) - (b.score ?? -Infinity) || 0);
  return (
    <details>
      <summary>{say('holds.members')}</summary>
      <WideTable label={say('holds.members')}>
        <thead>
          <tr>
            <th scope="col">{say('holds.member')}</th>
            <th scope="col" class="holds-number">{say('holds.score')}</th>
            {fairness.envy && <th scope="col" class="holds-number">{say('holds.envies')}</th>}
          </tr>
        </thead>
        <tbody>
          {members.slice(0, MOST_ROWS).map(({ member, score, envies }) => (
            <tr key={member}>
              <th scope="row">{nameOf(member)}</th>
              <td class="holds-number">{score == null ? say('holds.none') : number(score)}</td>
              {fairness.envy && <td class="holds-number">{envies}</td>}
            </tr>
          ))}
        </tbody>
      </WideTable>
      <More count={members.length - MOST_ROWS} />
    </details>
  );
}

const More = ({ count }: { count: number }) => (count > 0 ? <p class="hint">{say('holds.more', { count })}</p> : null);
