/** Why somebody is not in another group, or does not have another coach: what it would take and what it would cost. */
import { useEffect, useId, useState } from 'preact/hooks';
import type { Change, WhyNotThere } from 'commonground';
import { styled } from '../later.tsx';
import { names, number, speaker } from '../say.ts';
import { where } from '../state/asking.ts';
import { engine } from '../state/engine.ts';
import { following } from '../state/follow.ts';
import type { Formed } from '../state/plan.ts';
import { nameOf, themeName } from '../state/settings.ts';
import { texts } from '../strings/whynot.ts';
import { Problems, Select } from '../ui.tsx';
import style from '../style/whynot.css?url';
import { useAnswer } from './answering.ts';

await styled(style);

const { say } = speaker(texts);

/** The last time that the reader came here from a group. */
let reached = 0;

interface Choice {
  value: string;
  label: string;
}

/** Who can be asked about, and where they might be. */
interface Asked {
  title: string;
  lead: string;
  who: Choice[];
  whoLabel: string;
  there: Choice[];
  thereLabel: string;
  question: (who: string, there: string) => { member?: string; group?: string; coach?: string; round?: number };
}

export function Elsewhere({ input, plan }: Formed) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const asked = plan.form === 'coaching' ? coaches({ input, plan }) : groups({ input, plan });
  const known = (choices: Choice[], value: string) => (choices.some((one) => one.value === value) ? value : '');
  const [who, there] = [known(asked.who, where.value.who), known(asked.there, where.value.there)];
  const asks = open && !following.value && who !== '' && there !== '';
  const { turn } = where.value;

  const { answer, faults } = useAnswer<WhyNotThere>(
    asks,
    () => engine.whyNot({ ...input, plan, ...asked.question(who, there) }),
    [plan, who, there],
  );

  useEffect(() => {
    if (turn === reached) return;
    reached = turn;
    setOpen(true);
    requestAnimationFrame(() => document.getElementById(`${id}-who`)?.focus());
  }, [turn]);

  const choice = (which: 'who' | 'there', label: string, value: string, choices: Choice[], none: string) => (
    <div class="field">
      <label for={`${id}-${which}`}>{label}</label>
      <Select
        id={`${id}-${which}`}
        value={value}
        options={[{ value: '', label: none }, ...choices]}
        onChange={(chosen) => {
          where.value = { ...where.value, [which]: chosen };
        }}
      />
    </div>
  );

  return (
    <details class="whynot" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{asked.title}</summary>
      <p class="explain">{asked.lead}</p>
      <div class="whynot-two">
        {choice('who', asked.whoLabel, who, asked.who, say('whynot.choose'))}
        {choice('there', asked.thereLabel, there, asked.there, say('whynot.choose.there'))}
      </div>
      <div class="whynot-answer" aria-live="polite">
        {asks && !answer && faults.length === 0 && <p class="hint">{say('whynot.waiting')}</p>}
        {answer && <p>{answer.text}</p>}
        {answer?.swap && answer.smallest?.moves.length !== 2 && <Swap change={answer.swap} />}
      </div>
      <Problems of={faults} />
    </details>
  );
}

/** The best exchange with someone who is there, where it is not what the answer proposes anyway. */
function Swap({ change }: { change: Change }) {
  const [, other] = change.moves;
  if (!other || !change.allowed) return null;
  return <p>{say('whynot.swap', { name: nameOf(other.who), change: signed(change.total) })}</p>;
}

function groups({ input, plan }: Formed): Asked {
  const tables = input.scenario.form.form === 'pairs';
  const ids = [...plan.groups.flatMap(({ members }) => members), ...plan.unplaced.map(({ member }) => member)];
  const who = [...new Set(ids)].map((value) => ({ value, label: nameOf(value) }));
  const there = plan.groups.map(({ id, theme, round }, at) => {
    const label = say(tables ? 'whynot.table' : 'whynot.community', { at: at + 1 });
    const named = theme == null ? label : say('whynot.community.theme', { label, theme: themeName(theme) });
    return { value: id, label: round == null ? named : say('whynot.group.round', { label: named, round }) };
  });
  const round = (id: string) => plan.groups.find((group) => group.id === id)?.round;
  return {
    title: say('whynot.there.title'),
    lead: say('whynot.there.lead'),
    who: sorted(who),
    whoLabel: say('whynot.first'),
    there,
    thereLabel: say('whynot.there'),
    question: (member, group) => ({ member, group, round: round(group) ?? 1 }),
  };
}

function coaches({ input }: Formed): Asked {
  const { form } = input.scenario;
  const served = form.form === 'coaching' && form.to === 'groups' ? (form.plan?.groups ?? []) : null;
  const having = (role: string) => {
    const members = input.network.members.filter(({ roles }) => (roles ?? ['learner']).includes(role as 'learner'));
    return sorted(members.map(({ id: value }) => ({ value, label: nameOf(value) })));
  };
  return {
    title: say(served ? 'whynot.facilitator.title' : 'whynot.coach.title'),
    lead: say('whynot.coach.lead'),
    who: served
      ? served.map(({ id, members }) => ({ value: id, label: names(members.map(nameOf)) }))
      : having('learner'),
    whoLabel: say(served ? 'whynot.group' : 'whynot.learner'),
    there: having(served ? 'facilitator' : 'coach'),
    thereLabel: say(served ? 'whynot.facilitator' : 'whynot.coach'),
    question: (who, coach) => (served ? { group: who, coach } : { member: who, coach }),
  };
}

const signed = (change: number) => (change > 0 ? `+${number(change)}` : number(change));

const sorted = (choices: Choice[]) => choices.sort((a, b) => a.label.localeCompare(b.label));
