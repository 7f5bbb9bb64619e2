/** The groups of a plan as cards, with what brought their members together. */
import { useId, useState } from 'preact/hooks';
import type { CoachingMatch, Group, Plan, Reason } from 'commonground';
import { number, say, wholePercent } from '../say.ts';
import { askAbout, askWhere } from '../state/asking.ts';
import { member, nameOf, themeName } from '../state/settings.ts';
import { Measure } from '../ui.tsx';

/** Cards drawn before the reader asks for more: thousands at once make a page slow. */
const FIRST_CARDS = 60;
const FIRST_REASONS = 3;

export function Groups({ plan, tables }: { plan: Plan; tables: boolean }) {
  const [search, setSearch] = useState('');
  const [all, setAll] = useState(false);
  const found = (members: string[]) =>
    !search || members.some((one) => `${nameOf(one)} ${one}`.toLowerCase().includes(search.toLowerCase()));
  const cards = plan.form === 'coaching' ? coachCards(plan.coaching, found) : groupCards(plan, tables, found);
  const shown = all ? cards : cards.slice(0, FIRST_CARDS);
  return (
    <div>
      <div class="groups-head">
        <h4>{say(`groups.${tables ? 'tables' : (plan.form as 'pairs')}`)}</h4>
        <label class="search">
          <span>{say('groups.search')}</span>
          <input type="search" value={search} onInput={(event) => setSearch(event.currentTarget.value)} />
        </label>
      </div>
      {cards.length === 0 && <p class="empty">{say('groups.nobody')}</p>}
      <div class={`groups ${tables ? '' : `groups-${plan.form}`}`}>{shown}</div>
      {shown.length < cards.length && (
        <button type="button" class="quiet" onClick={() => setAll(true)}>
          {say('groups.all', { count: cards.length })}
        </button>
      )}
    </div>
  );
}

function groupCards({ form, groups }: Plan, tables: boolean, found: (members: string[]) => boolean) {
  const rounds = groups.some(({ round }) => round != null);
  const seen = new Map<number, number>();
  return groups
    .map((group) => {
      const at = (seen.get(group.round ?? 0) ?? 0) + 1;
      seen.set(group.round ?? 0, at);
      if (!found(group.members)) return null;
      const pair = form === 'pairs' && !tables;
      const kind = tables ? 'table' : !pair ? 'community' : group.members.length > 2 ? 'trio' : 'pair';
      const plain = say(`group.${kind}`, { at });
      const title =
        group.theme != null
          ? themeName(group.theme)
          : rounds
            ? say('group.round', { title: plain, round: group.round ?? 1 })
            : plain;
      return (
        <GroupCard
          key={group.id}
          group={group}
          title={title}
          small={group.theme != null ? plain : ''}
          pair={pair}
        />
      );
    })
    .filter((card) => card !== null);
}

function GroupCard({ group, title, small, pair }: { group: Group; title: string; small: string; pair: boolean }) {
  const id = useId();
  return (
    <article class="group" aria-labelledby={id}>
      <header>
        <h5 id={id}>
          {title} {small && <small>{small}</small>}
        </h5>
        {!pair && <span class="size">{say('group.size', { count: group.members.length })}</span>}
      </header>
      <ul class="people">
        {group.members.map((one) => (
          <li key={one}>
            <span>
              {nameOf(one)} <Roles of={one} />
            </span>
            {pair && (
              <button
                type="button"
                class="quiet"
                aria-label={say('group.whynot.of', { name: nameOf(one) })}
                onClick={() => askAbout(one, group.round ?? 1)}
              >
                {say('group.whynot')}
              </button>
            )}
          </li>
        ))}
      </ul>
      <Measure label="measure.commonality" value={group.commonality} tone="common" />
      <Measure label="measure.diversity" value={group.diversity} tone="different" />
      <Reasons of={group.reasons} title={title} />
      {!pair && (
        <button
          type="button"
          class="quiet"
          aria-label={say('group.whynot.in', { title })}
          onClick={() => askWhere(group.id)}
        >
          {say('group.whynot.here')}
        </button>
      )}
    </article>
  );
}

/** What a member may do besides learning. */
function Roles({ of }: { of: string }) {
  const roles = (member(of)?.roles ?? []).filter((role) => role !== 'learner');
  return roles.length > 0 ? <small class="role">{roles.map((role) => say(`role.${role}`)).join(', ')}</small> : null;
}

function coachCards(matches: CoachingMatch[], found: (members: string[]) => boolean) {
  const byCoach = groupByCoach(matches);
  return [...byCoach]
    .filter(([coach, mine]) => found([coach, ...mine.map(({ learner }) => learner)]))
    .map(([coach, mine]) => <CoachCard key={coach} coach={coach} matches={mine} />);
}

function groupByCoach(matches: CoachingMatch[]): Map<string, CoachingMatch[]> {
  const byCoach = new Map<string, CoachingMatch[]>();
  for (const match of matches) byCoach.set(match.coach, [...(byCoach.get(match.coach) ?? []), match]);
  return byCoach;
}

function CoachCard({ coach, matches }: { coach: string; matches: CoachingMatch[] }) {
  const id = useId();
  const capacity = member(coach)?.capacity ?? 1;
  return (
    <article class="group" aria-labelledby={id}>
      <header>
        <h5 id={id}>{nameOf(coach)}</h5>
        <span class="size">{say('group.places', { count: matches.length, capacity })}</span>
      </header>
      <ul class="people">
        {matches.map(({ learner, score, reasons }) => (
          <li key={learner} class="learner">
            <span>
              {nameOf(learner)}{' '}
              <small>{say('group.affinity', { score: score <= 1 ? wholePercent(score) : number(score) })}</small>
            </span>
            {reasons[0] && (
              <span class="because">
                {reasons
                  .slice(0, 2)
                  .map(({ text }) => text)
                  .join(' ')}
              </span>
            )}
          </li>
        ))}
      </ul>
    </article>
  );
}

function Reasons({ of, title }: { of: Reason[]; title: string }) {
  const [all, setAll] = useState(false);
  if (of.length === 0) return null;
  const more = of.length - FIRST_REASONS;
  return (
    <div class="reasons">
      <ul>
        {of.slice(0, all ? of.length : FIRST_REASONS).map(({ kind, members, text }) => (
          <li key={`${kind} ${members.join(' ')} ${text}`} class={`reason-${kind}`}>
            {text}
          </li>
        ))}
      </ul>
      {more > 0 && (
        <button
          type="button"
          class="quiet"
          aria-expanded={all}
          aria-label={say(all ? 'group.fewer.of' : 'group.more.of', { count: more, title })}
          onClick={() => setAll(!all)}
        >
          {all ? say('group.fewer') : say('group.more', { count: more })}
        </button>
      )}
    </div>
  );
}
