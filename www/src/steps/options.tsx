/** Other communities that are nearly as good, for people to choose from. */
import { signal } from '@preact/signals';
import { useState } from 'preact/hooks';
import type { Alternatives, ErrorReport, Input, Plan } from 'commonground';
import { styled } from '../later.tsx';
import { names, percent, speaker, wholePercent } from '../say.ts';
import { engine, reports } from '../state/engine.ts';
import { formed } from '../state/plan.ts';
import type { Formed } from '../state/plan.ts';
import { nameOf } from '../state/settings.ts';
import { texts } from '../strings/options.ts';
import { Problems } from '../ui.tsx';
import style from '../style/options.css?url';

await styled(style);

const { say } = speaker(texts);

/** Of those who are elsewhere so many are named. */
const NAMED = 6;

/** What was found beside the plan of an input; it stays while its options are looked at in turn. */
const found = signal<{ input: Input; first: Plan; answer: Alternatives } | null>(null);

interface Option {
  plan: Plan;
  members: string[];
}

export function Options({ input, plan }: Formed) {
  const [looking, setLooking] = useState(false);
  const [faults, setFaults] = useState<ErrorReport[]>([]);
  const here = found.value?.input === input ? found.value : null;
  const options: Option[] = here ? [{ plan: here.first, members: [] }, ...here.answer.alternatives] : [];

  // Another plan formed from the same settings is not what these are options to.
  const known = options.some((option) => option.plan === plan);

  const look = async () => {
    setLooking(true);
    setFaults([]);
    try {
      const answer = await engine.alternatives({ ...input, plan });
      if (formed.value?.plan === plan) found.value = { input, first: plan, answer };
    } catch (error) {
      setFaults(reports(error));
    } finally {
      setLooking(false);
    }
  };

  return (
    <details class="other-plans">
      <summary>{say('options.title')}</summary>
      <p class="explain">{say('options.lead')}</p>
      <div aria-live="polite">
        {known && here ? (
          <>
            <p>{here.answer.text}</p>
            {options.length > 1 && (
              <ol class="other-plans-list">
                {options.map((option, at) => (
                  <Choice key={at} at={at} option={option} first={here.first} shown={option.plan === plan} input={input} />
                ))}
              </ol>
            )}
          </>
        ) : (
          <button type="button" disabled={looking} onClick={() => void look()}>
            {say(looking ? 'options.looking' : 'options.look')}
          </button>
        )}
      </div>
      <Problems of={faults} />
    </details>
  );
}

function Choice(props: { at: number; option: Option; first: Plan; shown: boolean; input: Input }) {
  const { at, option, first, shown, input } = props;
  const title = at === 0 ? say('options.first') : say('options.option', { at });
  const { members } = option;
  const named = members.slice(0, NAMED).map(nameOf);
  const rest = members.length - named.length;
  const who = names(rest > 0 ? [...named, say('options.more', { count: rest })] : named);
  return (
    <li aria-current={shown ? 'true' : undefined}>
      <h4>{title}</h4>
      <p>
        {scoreText(at, option.plan, first)}
        {members.length > 0 && `; ${say('options.moves', { count: members.length, members: who })}`}
      </p>
      {shown ? (
        <span class="badge">{say('options.shown')}</span>
      ) : (
        <button
          type="button"
          class="quiet"
          aria-label={say('options.show.of', { plan: title })}
          onClick={() => (formed.value = { input, plan: option.plan })}
        >
          {say('options.show')}
        </button>
      )}
    </li>
  );
}

/** How an option's score compares with that of the plan formed, and how the least served fare. */
function scoreText(at: number, { score, balance: { worst } }: Plan, first: Plan): string {
  const lost = first.score.total - score.total;
  const share = percent(Math.abs(lost) / Math.max(Math.abs(first.score.total), Number.MIN_VALUE));
  const same = share === percent(0);
  const compared = same ? say('options.same') : say(lost > 0 ? 'options.loses' : 'options.gains', { share });
  const least = worst ? say('options.worst', { score: wholePercent(worst.score) }) : '';
  return [at === 0 ? '' : compared, least].filter(Boolean).join('; ');
}
