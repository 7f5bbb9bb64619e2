/** The best trades of the present form, and which answers mattered. */
import type { Answers } from 'commonground';
import { later, styled } from '../later.tsx';
import { number, speaker } from '../say.ts';
import {
  findTrades,
  here,
  stale,
  tradeProblems,
  traded,
  trading,
  weighAnswers,
  weighed,
  weighing,
  weighProblems,
} from '../state/answers.ts';
import { adopt } from '../state/compare.ts';
import { form, tableSize } from '../state/settings.ts';
import { texts } from '../strings/answers.ts';
import { Problems } from '../ui.tsx';
import { Ask } from './ask.tsx';
import style from '../style/answers.css?url';

await styled(style);

const { say } = speaker(texts);

const Chart = later(async () => (await import('./chart.tsx')).Chart);

export function Questions() {
  const trades = here(traded.value);
  const answers = here(weighed.value);
  const now = form.value;
  const exact = now.form === 'pairs' && !tableSize(now) && (now.rounds ?? 1) === 1;
  return (
    <>
      <section class="asked" aria-labelledby="trades-title">
        <h3 id="trades-title">{say('trades.title')}</h3>
        <p class="explain">{say(exact ? 'trades.lead.pairs' : 'trades.lead')}</p>
        <Ask job={trading} label={say('trades.label')} stopLabel={say('answers.stop')}>
          <button type="button" onClick={() => void findTrades()}>
            {say('trades.go')}
          </button>
        </Ask>
        <Problems of={tradeProblems.value} />
        {trades && (
          <>
            {stale(trades) && <p class="warn">{say('answers.stale')}</p>}
            <p>{trades.result.text}</p>
            <Chart points={trades.result.points} onChoose={adopt} />
          </>
        )}
      </section>
      <section class="asked" aria-labelledby="answers-title">
        <h3 id="answers-title">{say('answers.title')}</h3>
        <p class="explain">{say('answers.lead')}</p>
        <Ask job={weighing} label={say('answers.label')} stopLabel={say('answers.stop')}>
          <button type="button" onClick={() => void weighAnswers()}>
            {say('answers.go')}
          </button>
        </Ask>
        <Problems of={weighProblems.value} />
        {answers && (
          <>
            {stale(answers) && <p class="warn">{say('answers.stale')}</p>}
            <Ranking {...answers.result} />
          </>
        )}
      </section>
    </>
  );
}

function Ranking({ questions, noise, droppable }: Answers) {
  const most = Math.max(...questions.map(({ loss }) => loss ?? 0), 0);
  const width = (loss: number | null) => `${most > 0 ? (100 * Math.max(0, loss ?? 0)) / most : 0}%`;
  return (
    <>
      <p class="hint">{noise > 0 ? say('answers.noise', { noise: number(noise) }) : say('answers.exact')}</p>
      <ol class="ranking" aria-label={say('answers.list')}>
        {questions.map(({ field, label, loss, isNoise, text }) => (
          <li key={field} class={isNoise ? 'ranking-noise' : undefined}>
            <strong>{label}</strong>
            <span class="ranking-bar" aria-hidden="true">
              <span style={{ width: width(loss) }} />
            </span>
            <span>{text}</span>
          </li>
        ))}
      </ol>
      {droppable.text && (
        <p>
          <strong>{say('answers.drop')}.</strong> {droppable.text}
        </p>
      )}
    </>
  );
}
