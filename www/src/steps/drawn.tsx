/** The panel that was drawn, or chosen by ratings: who is on it, which quotas it keeps, and how likely everyone was. */
import { useState } from 'preact/hooks';
import type { Member, Network, Plan, SeatQuota } from 'commonground';
import { styled } from '../later.tsx';
import { atLeastPercent, names, number, percent, speaker } from '../say.ts';
import { announce } from '../state/announce.ts';
import { formPlan, formed, forming } from '../state/plan.ts';
import type { Formed } from '../state/plan.ts';
import { effort, member, nameOf } from '../state/settings.ts';
import { texts } from '../strings/panel.ts';
import { WideTable } from '../ui.tsx';
import style from '../style/panel.css?url';
import { attributesFor, valuesOf } from './rulebook.ts';

await styled(style);

const { say } = speaker(texts);

/** Rows drawn before the reader asks for more. */
const FIRST_ROWS = 12;

export function Drawn({ input, plan }: Formed) {
  const { form } = input.scenario;
  const quotas = (form.form === 'panel' && form.quotas) || [];
  const on = plan.groups[0]?.members ?? [];
  const { chances = [], ratings = [] } = plan.panel ?? {};
  return (
    <div class="panel-result">
      {plan.status === 'infeasible' ? (
        <p class="warn">{say('panel.changed')}</p>
      ) : (
        <p class={`proof proof-${plan.score.proof}`}>
          <span class="badge">{say(`proof.${plan.score.proof}`)}</span> {proofText(plan)}
        </p>
      )}
      {plan.effort.endedBy === 'seconds' && <p class="warn">{say('panel.short')}</p>}
      {plan.notes.length > 0 && (
        <ul class="notes">
          {plan.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      <section class="panel-members" aria-labelledby="panel-members">
        <h4 id="panel-members">{say('panel.members')}</h4>
        <ol>
          {on.map((one) => (
            <li key={one}>
              {nameOf(one)} <small>{answers(input.network, quotas, one)}</small>
            </li>
          ))}
        </ol>
        {chances.length > 0 && <Again />}
      </section>
      {quotas.length > 0 && <QuotaTable network={input.network} quotas={quotas} on={on} />}
      {(chances.length > 0 || ratings.length > 0) && <Everyone plan={plan} on={new Set(on)} />}
    </div>
  );
}

/** What is proven of the panel, and no more. */
function proofText({ score: { total, bound, proof }, panel }: Plan): string {
  if (!panel?.lottery) return say(proof === 'optimal' ? 'panel.rated' : 'panel.unproven');
  if (proof === 'optimal') return say(panel.lottery.settled ? 'panel.settled' : 'panel.unsettled');
  if (proof === 'bounded' && bound != null)
    return say('panel.bounded', { chance: atLeastPercent(total), bound: percent(Math.ceil(bound * 1000) / 1000) });
  return say('panel.unproven');
}

/** Draws from the same lottery with the next seed, so that the draw can be repeated. */
function Again() {
  const drawing = forming.value !== null;
  const draw = async () => {
    if (drawing) return;
    effort.value = { ...effort.value, seed: ((effort.value.seed ?? 0) + 1) % 2 ** 32 };
    if (!(await formPlan())) return;
    const members = formed.value?.plan.groups[0]?.members ?? [];
    announce(say('panel.drawn', { members: names(members.map(nameOf)) }));
  };
  // Not disabled while it works, as that would take the focus from it.
  return (
    <div class="panel-again">
      <button type="button" aria-disabled={drawing} onClick={() => void draw()}>
        {say(drawing ? 'panel.drawing' : 'panel.again')}
      </button>
      <span class="hint">{say('panel.again.about')}</span>
    </div>
  );
}

/** What a member answered where the quotas look. */
function answers(network: Network, quotas: SeatQuota[], id: string): string {
  const one = member(id);
  if (!one) return '';
  const asked = [...new Set(quotas.map(({ attribute }) => attribute))];
  return asked
    .map((attribute) => {
      const labels = new Map(valuesOf(network, attribute).map(({ value, label }) => [value, label]));
      return valuesHeld(one, attribute)
        .map((value) => labels.get(value) ?? value)
        .join(', ');
    })
    .filter(Boolean)
    .join(' · ');
}

/** The values of an attribute that a member holds. */
function valuesHeld({ values, needs, offers, themes, roles }: Member, attribute: string): string[] {
  const special: Record<string, string[] | undefined> = {
    needs,
    offers,
    roles: roles ?? ['learner'],
    themes: Array.isArray(themes) ? themes : Object.keys(themes ?? {}),
  };
  if (attribute in special) return special[attribute] ?? [];
  return [values?.[attribute] ?? []].flat().map(String);
}

function QuotaTable({ network, quotas, on }: { network: Network; quotas: SeatQuota[]; on: string[] }) {
  const labels = new Map(attributesFor(network, 'countable').map(({ value, label }) => [value, label]));
  return (
    <div>
      <h4>{say('panel.quotas')}</h4>
      <WideTable label={say('panel.quotas')}>
        <thead>
          <tr>
            <th scope="col">{say('panel.quota.value')}</th>
            <th scope="col">{say('panel.wanted')}</th>
            <th scope="col" class="numeric">
              {say('panel.there')}
            </th>
            <th scope="col">{say('panel.kept.yes')}</th>
          </tr>
        </thead>
        <tbody>
          {quotas.map((quota, at) => {
            const { attribute, value, atLeast, atMost } = quota;
            const names = namesOf(network, quota);
            const there = on.filter((id) => {
              const one = member(id);
              return one && valuesHeld(one, attribute).some((held) => names.includes(held));
            }).length;
            const kept = there >= (atLeast ?? 0) && there <= (atMost ?? Infinity);
            const label = valuesOf(network, attribute).find((option) => option.value === value)?.label ?? value;
            return (
              <tr key={at}>
                <th scope="row">
                  {say('panel.holds', { attribute: labels.get(attribute) ?? attribute, value: label })}
                </th>
                <td>{rangeText(atLeast, atMost)}</td>
                <td class="numeric">{there}</td>
                <td class={kept ? 'held' : 'broken'}>
                  <span class="tickmark" aria-hidden="true">
                    {kept ? '✓' : '✕'}
                  </span>
                  <span class={kept ? 'unseen' : undefined}>{say(kept ? 'panel.kept.yes' : 'panel.kept.no')}</span>
                </td>
              </tr>
            );
          })}
        </tbody>
      </WideTable>
    </div>
  );
}

/** All names of a quota's value. */
function namesOf({ attributes = [] }: Network, { attribute, value }: SeatQuota): string[] {
  const aliases = attributes.find(({ id }) => id === attribute)?.aliases ?? [];
  return aliases.find((names) => names.includes(value)) ?? [value];
}

function rangeText(low: number | null | undefined, high: number | null | undefined): string {
  if (!low) return say('panel.range.high', { high: high ?? 0 });
  if (high == null) return say('panel.range.low', { low });
  return low === high ? number(low) : say('panel.range', { low, high });
}

/** Everyone who could be chosen, most likely or best rated first. */
function Everyone({ plan, on }: { plan: Plan; on: Set<string> }) {
  const [search, setSearch] = useState('');
  const [all, setAll] = useState(false);
  const { chances = [], ratings = [] } = plan.panel ?? {};
  const rated = chances.length === 0;
  const codes = new Map(plan.unplaced.map(({ member, code }) => [member, code]));
  const rows: { member: string; chance?: number; rating?: number | null; reviews?: number }[] = rated
    ? ratings
    : [...chances].sort((a, b) => rank(b.chance) - rank(a.chance));
  const found = rows.filter((row) => nameOf(row.member).toLowerCase().includes(search.toLowerCase()));
  const shown = all ? found : found.slice(0, FIRST_ROWS);
  const title = say(rated ? 'panel.ratings' : 'panel.chances');
  return (
    <div>
      <div class="groups-head">
        <h4>{title}</h4>
        <label class="search">
          <span>{say('groups.search')}</span>
          <input type="search" value={search} onInput={(event) => setSearch(event.currentTarget.value)} />
        </label>
      </div>
      {found.length === 0 && <p class="empty">{say('panel.nobody')}</p>}
      {found.length > 0 && (
        <WideTable label={title}>
          <thead>
            <tr>
              <th scope="col">{say('panel.column.member')}</th>
              <th scope="col" class={rated ? 'numeric' : undefined}>
                {say(rated ? 'panel.column.rating' : 'panel.column.chance')}
              </th>
              {rated && (
                <th scope="col" class="numeric">
                  {say('panel.column.reviews')}
                </th>
              )}
              <th scope="col">{say('panel.column.outcome')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ member: id, chance, rating, reviews }) => (
              <tr key={id} class={on.has(id) ? 'panel-on' : undefined}>
                <th scope="row">{nameOf(id)}</th>
                {rated ? (
                  <>
                    <td class="numeric">{rating == null ? say('measure.none') : number(rating)}</td>
                    <td class="numeric">{reviews}</td>
                  </>
                ) : (
                  <td>
                    <span class="panel-chance">
                      <span class="measure-track" aria-hidden="true">
                        <span class="measure-fill" style={{ width: `${(chance ?? 0) * 100}%` }} />
                      </span>
                      {percent(chance ?? 0)}
                    </span>
                  </td>
                )}
                <td>{outcome(on.has(id), codes.get(id))}</td>
              </tr>
            ))}
          </tbody>
        </WideTable>
      )}
      {shown.length < found.length && (
        <button type="button" class="quiet" onClick={() => setAll(true)}>
          {say('groups.all', { count: found.length })}
        </button>
      )}
    </div>
  );
}

/** Chances that differ only by a ticket or two rank alike, in the order of the network. */
const rank = (chance: number): number => Math.round(chance * 1e6);

const OUTCOMES = ['notDrawn', 'noPanel', 'excluded', 'notEligible', 'waiting'] as const;

function outcome(on: boolean, code: string | undefined): string {
  if (on) return say('panel.outcome.on');
  return say(`panel.outcome.${OUTCOMES.find((known) => known === code) ?? 'notDrawn'}`);
}
