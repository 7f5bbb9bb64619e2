/** Step 4: the plan in plain words, and what is proven about it. */
import type { Form, Member, Plan, RuleReport } from 'commonground';
import { idle, later } from '../later.tsx';
import { atLeastPercent, names, number, percent, say, wholePercent } from '../say.ts';
import { following, follows } from '../state/follow.ts';
import { changed, formed } from '../state/plan.ts';
import type { Formed } from '../state/plan.ts';
import { formName, nameOf, tableSize } from '../state/settings.ts';
import { Measure, Step } from '../ui.tsx';
import { PairsDial } from './dial.tsx';
import { Groups } from './groups.tsx';
import { Themes } from './themes.tsx';

const WhyNot = later(async () => (await import('./whynot.tsx')).WhyNot);
const Elsewhere = later(async () => (await import('./elsewhere.tsx')).Elsewhere);
const Options = later(async () => (await import('./options.tsx')).Options);
const Facilitators = later(async () => (await import('./facilitators.tsx')).Facilitators);
const Served = later(async () => (await import('./facilitators.tsx')).Served);
const Drawn = later(async () => (await import('./drawn.tsx')).Drawn);
const Conflicts = later(async () => (await import('./conflicts.tsx')).Conflicts);
const Programme = later(async () => (await import('./programme.tsx')).Programme);
const Holds = later(async () => (await import('./review.tsx')).Holds);
const Downloads = later(async () => (await import('./downloads.tsx')).Downloads);

export function Result({ at }: { at: number }) {
  const current = formed.value;
  return (
    <Step id="result" at={at} title={say('result.title')} lead={say('result.lead')}>
      {current ? (
        <PlanView {...current} />
      ) : (
        <>
          <p class="empty">{say('result.none')}</p>
          {idle.value && <Conflicts />}
          {idle.value && <Programme />}
        </>
      )}
    </Step>
  );
}

function PlanView({ input, plan }: Formed) {
  if (plan.form === 'panel') return <PanelView input={input} plan={plan} />;
  const tables = tableSize(input.scenario.form) !== null;
  const facilitated = groupsServed(input.scenario.form);
  return (
    <div>
      {follows.value && formName.value === 'pairs' && <PairsDial />}
      <div class="plan-body" aria-busy={following.value}>
        <div class={`headline status-${plan.status}`}>
          <h3 id="result-headline" tabIndex={-1}>
            {facilitated ? say('result.facilitators', { count: facilitated.length }) : headline(plan, tables)}
          </h3>
          <p class={`proof proof-${plan.score.proof}`}>
            <span class="badge">{say(`proof.${plan.score.proof}`)}</span> {proofText(plan)}
          </p>
          {plan.status === 'infeasible' && <p class="warn">{say('result.infeasible')}</p>}
          <Doubts of={plan} />
        </div>
        <Conflicts />
        <div class="measures">
          <Measure label="measure.commonality" value={plan.balance.commonality} tone="common" />
          <Measure label="measure.diversity" value={plan.balance.diversity} tone="different" />
          <Measure label="measure.exchange" value={plan.balance.exchange} tone="exchange" />
        </div>
        <Facts of={plan.balance} />
        <RuleList rules={plan.rules} />
        <Unplaced plan={plan} />
        <Themes plan={plan} />
        {plan.notes.length > 0 && !facilitated && (
          <ul class="notes">
            {plan.notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        )}
        <Downloads input={input} plan={plan} />
        <Holds input={input} plan={plan} />
        {plan.form === 'communities' && plan.status === 'feasible' && <Options input={input} plan={plan} />}
        {plan.form === 'communities' && input.network.members.some(facilitates) && (
          <Facilitators input={input} plan={plan} />
        )}
        <Programme />
        {plan.form === 'pairs' && !tables ? (
          <WhyNot input={input} plan={plan} />
        ) : (
          <Elsewhere input={input} plan={plan} />
        )}
        {facilitated ? <Served groups={facilitated} plan={plan} /> : <Groups plan={plan} tables={tables} />}
      </div>
    </div>
  );
}

const facilitates = ({ roles }: Member): boolean => roles?.includes('facilitator') ?? false;

/** The groups that a file's coaching brings facilitators to. */
const groupsServed = (form: Form) =>
  (form.form === 'coaching' && form.to === 'groups' && form.plan?.groups) || null;

/** A panel has no groups to compare and nothing to weigh: only its members, its quotas and everyone's chance. */
function PanelView({ input, plan }: Formed) {
  return (
    <div class="plan-body">
      <div class={`headline status-${plan.status}`}>
        <h3 id="result-headline" tabIndex={-1}>
          {panelText(plan)}
        </h3>
        <Doubts of={plan} />
      </div>
      <Conflicts />
      <Drawn input={input} plan={plan} />
      <Downloads input={input} plan={plan} />
      <Holds input={input} plan={plan} />
      <Programme />
    </div>
  );
}

export function panelText({ status, groups, panel, score }: Plan): string {
  const count = groups[0]?.members.length ?? 0;
  if (status === 'infeasible') return say('result.panel.changed', { count });
  const chances = panel?.chances ?? [];
  if (chances.length === 0) return say('result.panel.score', { count });
  // Cut short: of some nothing is known but that they were on no panel found so far.
  if (score.total <= 0) return say('result.panel.short', { count });
  const some = chances.some(({ chance }) => chance === 0);
  return say(some ? 'result.panel.some' : 'result.panel', { count, chance: atLeastPercent(score.total) });
}

/** What may make the reader wish to form the plan again. */
function Doubts({ of: { effort } }: { of: Plan }) {
  return (
    <>
      {effort.endedBy === 'cancelled' && <p class="warn">{say('result.cancelled')}</p>}
      {changed.value && !following.value && <p class="warn">{say('result.stale')}</p>}
    </>
  );
}

/** What else is to be said of the balance, each as a sentence. */
function Facts({ of: { worst, blockingPairs, repeats } }: { of: Plan['balance'] }) {
  return (
    <ul class="facts">
      {worst && <li>{say('result.worst', { name: nameOf(worst.member), score: wholePercent(worst.score) })}</li>}
      {blockingPairs != null && (
        <li>{blockingPairs === 0 ? say('result.stable') : say('result.blocking', { count: blockingPairs })}</li>
      )}
      {repeats != null && (
        <li>{repeats === 0 ? say('result.repeats.none') : say('result.repeats', { count: repeats })}</li>
      )}
    </ul>
  );
}

export function headline({ form, groups, coaching, unplaced }: Plan, tables: boolean): string {
  const placed =
    form === 'coaching'
      ? say('result.coaching', {
          count: new Set(coaching.map(({ learner }) => learner)).size,
          coaches: new Set(coaching.map(({ coach }) => coach)).size,
        })
      : form === 'pairs'
        ? tables
          ? inRounds(groups, sizesText('tables', groups))
          : pairsText(groups)
        : sizesText('communities', groups);
  return unplaced.length > 0
    ? say('result.left', { placed, count: unplaced.length })
    : say('result.everyone', { placed });
}

function pairsText(groups: Plan['groups']): string {
  const trios = groups.filter(({ members }) => members.length > 2).length;
  const pairs = say('result.pairs', { count: groups.length - trios });
  const all = trios > 0 ? names([pairs, say('result.trios', { count: trios })]) : pairs;
  return inRounds(groups, all);
}

function inRounds(groups: Plan['groups'], all: string): string {
  const count = new Set(groups.map(({ round }) => round ?? 1)).size;
  return count > 1 ? say('result.rounds', { all, count }) : all;
}

function sizesText(what: 'communities' | 'tables', groups: Plan['groups']): string {
  const sizes = groups.map(({ members }) => members.length);
  const [low, high] = [Math.min(...sizes), Math.max(...sizes)];
  return low === high
    ? say(`result.${what}.even`, { count: groups.length, size: low })
    : say(`result.${what}`, { count: groups.length, low, high });
}

/** To a tenth of a percent and never down, so that no more is claimed than is proven. */
const roundedUp = (gap: number): number => Math.ceil(gap * 1000) / 1000;

/** What is proven, and no more. */
function proofText({ score: { total, bound, gap, proof, penalties, costs = 0 } }: Plan): string {
  const base =
    penalties > 0
      ? say('result.score.penalties', { total: number(total), penalties: number(penalties) })
      : say('result.score', { total: number(total) });
  const scored = costs > 0 ? `${base} ${say('result.score.costs', { costs: number(costs) })}` : base;
  if (proof === 'optimal') return `${say('proof.optimal.text')} ${scored}`;
  if (proof === 'bounded' && gap != null && bound != null)
    return `${say('proof.bounded.text', { gap: percent(roundedUp(gap)), bound: number(bound) })} ${scored}`;
  return `${say('proof.heuristic.text')} ${scored}`;
}

/** Each text once, with how often it is there. */
const counted = (texts: string[]): Map<string, number> =>
  texts.reduce((found, text) => found.set(text, (found.get(text) ?? 0) + 1), new Map<string, number>());

function RuleList({ rules }: { rules: RuleReport[] }) {
  if (rules.length === 0) return null;
  return (
    <div>
      <h4>{say('result.rules')}</h4>
      <ul class="rule-reports">
        {rules.map((rule) => (
          <li key={rule.rule} class={rule.held ? 'held' : rule.hard ? 'broken' : 'bent'}>
            <span class="tickmark" aria-hidden="true">
              {rule.held ? '✓' : '✕'}
            </span>
            <div>
              <span class="unseen">{say(rule.held ? 'result.held' : 'result.broken')} </span>
              {rule.text} {!rule.hard && <small class="soft-tag">{say('rules.soft')}</small>}
              {rule.broken.length > 0 && (
                <ul>
                  {[...counted(rule.broken.map(({ text }) => text))].map(([text, count]) => (
                    <li key={text}>
                      {text} {count > 1 && say('result.brokenIn', { count })}
                    </li>
                  ))}
                </ul>
              )}
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Unplaced({ plan: { unplaced } }: { plan: Plan }) {
  if (unplaced.length === 0) return null;
  return (
    <div class="unplaced">
      <h4>{say('result.unplaced', { count: unplaced.length })}</h4>
      <ul>
        {unplaced.map(({ member, round, why }) => (
          <li key={`${member} ${round}`}>
            <strong>{nameOf(member)}</strong>
            {round != null && ` (${say('result.round', { round })})`}: {why}
          </li>
        ))}
      </ul>
    </div>
  );
}
