/** What would become of the pairs if two members who are apart were paired. */
import { useEffect, useId, useState } from 'preact/hooks';
import type { WhyNot as Answer } from 'commonground';
import { styled } from '../later.tsx';
import { names, speaker } from '../say.ts';
import { asking } from '../state/asking.ts';
import { engine } from '../state/engine.ts';
import { following } from '../state/follow.ts';
import type { Formed } from '../state/plan.ts';
import { nameOf } from '../state/settings.ts';
import { texts } from '../strings/whynot.ts';
import { Problems, Select } from '../ui.tsx';
import style from '../style/whynot.css?url';
import { useAnswer } from './answering.ts';

await styled(style);

const { say } = speaker(texts);

/** The last time that the reader came here from a member's place. */
let reached = 0;

export function WhyNot({ input, plan }: Formed) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const { turn } = asking.value;
  const rounds = Math.max(1, ...plan.groups.map(({ round }) => round ?? 1));
  const ids = [...plan.groups.flatMap(({ members }) => members), ...plan.unplaced.map(({ member }) => member)];
  const members = [...new Set(ids)].sort((a, b) => nameOf(a).localeCompare(nameOf(b)));
  // What was chosen for another plan may not be there now.
  const there = (member: string) => (members.includes(member) ? member : '');
  const [first, second] = [there(asking.value.first), there(asking.value.second)];
  const round = Math.min(rounds, asking.value.round);
  const moving = following.value;
  const asks = open && !moving && first !== '' && second !== '';

  const { answer, faults } = useAnswer<Answer>(
    asks,
    () => engine.whyNot({ ...input, members: [first, second], ...(rounds > 1 && { round }) }),
    [plan, first, second, round],
  );

  useEffect(() => {
    if (turn === reached) return;
    reached = turn;
    setOpen(true);
    requestAnimationFrame(() => document.getElementById(`${id}-second`)?.focus());
  }, [turn]);

  const choice = (which: 'first' | 'second', other: string) => (
    <div class="field">
      <label for={`${id}-${which}`}>{say(`whynot.${which}`)}</label>
      <Select
        id={`${id}-${which}`}
        value={which === 'first' ? first : second}
        options={[
          { value: '', label: say('whynot.choose') },
          ...members.filter((member) => member !== other).map((value) => ({ value, label: nameOf(value) })),
        ]}
        onChange={(member) => change({ [which]: member })}
      />
    </div>
  );

  return (
    <details class="whynot" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{say('whynot.title')}</summary>
      <p class="explain">{say('whynot.lead')}</p>
      <div class="whynot-two">
        {choice('first', second)}
        {choice('second', first)}
        {rounds > 1 && (
          <div class="field whynot-round">
            <label for={`${id}-round`}>{say('whynot.round')}</label>
            <Select
              id={`${id}-round`}
              value={String(round)}
              options={Array.from({ length: rounds }, (_, at) => String(at + 1)).map((value) => ({
                value,
                label: value,
              }))}
              onChange={(value) => change({ round: Number(value) })}
            />
          </div>
        )}
      </div>
      <div class="whynot-answer" aria-live="polite">
        {asks && !answer && faults.length === 0 && <p class="hint">{say('whynot.waiting')}</p>}
        {answer && <p>{answer.text}</p>}
        {answer && answer.instead.length > 0 && (
          <>
            <p>{say('whynot.instead')}</p>
            <ul>
              {answer.instead.map((group) => (
                <li
                  key={group.join(' ')}
                  class={answer.members.every((member) => group.includes(member)) ? 'whynot-asked' : undefined}
                >
                  {names(group.map(nameOf))}
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
      <Problems of={faults} />
    </details>
  );
}

function change(to: Partial<typeof asking.value>): void {
  asking.value = { ...asking.value, ...to };
}
