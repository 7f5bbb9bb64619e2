/** Step 5: many plans side by side, over group sizes and mixes. */
import { useState } from 'preact/hooks';
import type { SweepPoint } from 'commonground';
import { later, styled } from '../later.tsx';
import { number, percent, speaker, wholePercent } from '../say.ts';
import { adopt, adopted, triedStale, tryOut } from '../state/compare.ts';
import { tried, trying, tryProblems } from '../state/plan.ts';
import { form, formName, forms, nameOf, network, tableSize } from '../state/settings.ts';
import { texts } from '../strings/tryout.ts';
import { NumberField, Problems, WideTable } from '../ui.tsx';
import { Ask } from './ask.tsx';
import { rangeText, sizeText } from './sizes.ts';
import style from '../style/tryout.css?url';

await styled(style);

const { say } = speaker(texts);

/** The chart and what draws it. */
const Chart = later(async () => (await import('./chart.tsx')).Chart);

/** Trades and answers, for those who ask further. */
const Questions = later(async () => (await import('./answers.tsx')).Questions);

const MIXES = [0, 0.25, 0.5, 0.75, 1];
/** Sizes offered besides the chosen one; those larger than the network are left out. */
const SIZES: [number, number][] = [
  [3, 4],
  [4, 5],
  [5, 7],
  [6, 8],
  [8, 10],
  [12, 15],
];
/** How many of them are ticked at first: three lines can be told apart at a glance. */
const FIRST_SIZES = 3;
/** A comparison needs less search than the final plan. */
const SECONDS = 1;

/** The offered sizes with the chosen one in its place. */
function offered(): [number, number][] {
  const own = forms.value.communities.size;
  const all = own && !SIZES.some((size) => String(size) === String(own)) ? [...SIZES, own] : SIZES;
  return all.filter(([low]) => low <= network.value.members.length / 2).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
}

export function TryOut() {
  const own = String(forms.value.communities.size ?? '');
  const all = offered();
  const [picked, setPicked] = useState<string[] | null>(null);
  const [seconds, setSeconds] = useState(SECONDS);
  const first = () =>
    [...all]
      .sort((a, b) => Number(String(b) === own) - Number(String(a) === own))
      .slice(0, FIRST_SIZES)
      .map(String);
  const chosen = picked ?? first();
  const communities = formName.value === 'communities';
  const sizes = communities ? all.filter((size) => chosen.includes(String(size))) : [];
  const result = tried.value;
  if (formName.value === 'panel') return <p class="empty">{say('tryout.panel')}</p>;
  return (
    <>
      <div class="options">
        {communities && (
          <fieldset class="ticks">
            <legend>{say('tryout.sizes.label')}</legend>
            {all.map((size) => (
              <label key={String(size)} class="tick">
                <input
                  type="checkbox"
                  checked={chosen.includes(String(size))}
                  onChange={(event) =>
                    setPicked(
                      event.currentTarget.checked
                        ? [...chosen, String(size)]
                        : chosen.filter((other) => other !== String(size)),
                    )
                  }
                />
                <span>{rangeText(size)}</span>
              </label>
            ))}
          </fieldset>
        )}
        {(communities || tableSize(form.value)) && (
          <NumberField
            label={say('tryout.seconds')}
            value={seconds}
            min={0.1}
            step="any"
            onChange={(value) => value !== null && setSeconds(value)}
          />
        )}
      </div>
      <Ask job={trying} label={say('tryout.label')} stopLabel={say('tryout.stop')}>
        <button
          type="button"
          disabled={communities && sizes.length === 0}
          onClick={() => void tryOut(sizes, MIXES, seconds)}
        >
          {say('tryout.go', { count: Math.max(1, sizes.length) * MIXES.length })}
        </button>
      </Ask>
      <Problems of={tryProblems.value} />
      {result && (
        <>
          {triedStale.value && <p class="warn">{say('tryout.stale')}</p>}
          {!result.complete && <p class="warn">{say('tryout.incomplete', { count: result.result.points.length })}</p>}
          {result.result.points.length > 0 && (
            <>
              <Chart points={result.result.points} onChoose={adopt} />
              <PointTable points={result.result.points} />
            </>
          )}
        </>
      )}
      <Questions />
    </>
  );
}

function PointTable({ points }: { points: SweepPoint[] }) {
  const share = (value: number | null | undefined) => (value == null ? say('measure.none') : wholePercent(value));
  return (
    <>
      <WideTable label={say('tryout.table')} kind="points">
        <caption class="unseen">{say('tryout.table')}</caption>
        <thead>
          <tr>
            <th scope="col">{say('tryout.column.size')}</th>
            <th scope="col" class="numeric">
              {say('tryout.column.mix')}
            </th>
            <th scope="col">{say('tryout.column.use')}</th>
            <th scope="col" class="numeric">
              {say('tryout.column.groups')}
            </th>
            <th scope="col" class="numeric">
              {say('measure.commonality')}
            </th>
            <th scope="col" class="numeric">
              {say('measure.diversity')}
            </th>
            <th scope="col">{say('tryout.column.unbeaten')}</th>
            <th scope="col" class="numeric">
              {say('measure.exchange')}
            </th>
            <th scope="col">{say('tryout.column.rules')}</th>
            <th scope="col" class="numeric">
              {say('tryout.column.score')}
            </th>
            <th scope="col">{say('tryout.column.worst')}</th>
          </tr>
        </thead>
        <tbody>
          {points.map((point) => (
            <tr
              key={`${point.size} ${point.mix}`}
              class={adopted(point) ? 'row-adopted' : point.dominated ? 'row-dominated' : undefined}
            >
              <th scope="row">{sizeText(point.size)}</th>
              <td class="numeric">{percent(point.mix)}</td>
              <td>
                {adopted(point) ? (
                  <strong>{say('tryout.inUse')}</strong>
                ) : (
                  <button
                    type="button"
                    class="quiet"
                    aria-label={say('tryout.use.of', { size: sizeText(point.size), mix: percent(point.mix) })}
                    onClick={() => adopt(point)}
                  >
                    {say('tryout.use')}
                  </button>
                )}
              </td>
              <td class="numeric">{point.groups}</td>
              <td class="numeric">{share(point.commonality)}</td>
              <td class="numeric">{share(point.diversity)}</td>
              <td>{say(point.dominated ? 'tryout.beaten' : 'tryout.unbeaten')}</td>
              <td class="numeric">{share(point.exchange)}</td>
              <td>{point.rulesBroken > 0 ? say('tryout.broken', { count: point.rulesBroken }) : say('tryout.held')}</td>
              <td class="numeric">{number(point.reference)}</td>
              <td>
                {point.worst
                  ? `${nameOf(point.worst.member)}, ${wholePercent(point.worst.score)}`
                  : say('measure.none')}
              </td>
            </tr>
          ))}
        </tbody>
      </WideTable>
      <p class="hint">{say('tryout.score.about')}</p>
    </>
  );
}
