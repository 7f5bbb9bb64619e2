/** Step 2: what matters, softly (wishes and their mix) and firmly (rules). */
import { useId } from 'preact/hooks';
import type { Want } from 'commonground';
import { percent, say } from '../say.ts';
import { problemsAt } from '../state/problems.ts';
import { changeWish, mix, network, usedWishes, wishes } from '../state/settings.ts';
import type { Wish } from '../state/settings.ts';
import { Choice, Circles, Problems, Step } from '../ui.tsx';
import { Rules } from './rules.tsx';

/** The weights that the slider offers; a loaded scenario may hold a larger one. */
const WEIGHT = { min: 0.5, max: 5, step: 0.5 };
const MIX_STEP = 0.05;

const ATTRIBUTE_WANTS: Want[] = ['common', 'different'];
const WANTS: Record<string, Want[]> = {
  needs: ['exchange', 'common', 'different'],
  themes: ['preferred', 'common', 'different'],
  ties: ['new', 'known'],
  scores: ['high'],
};

export function Matters({ at }: { at: number }) {
  return (
    <Step id="matters" at={at} title={say('matters.title')} lead={say('matters.lead')}>
      <Dial />
      <Problems of={problemsAt('scenario.mix')} />
      <div>
        <h3>{say('wishes.title')}</h3>
        <p class="explain">{say('wishes.lead')}</p>
        <div class="wishes">
          {subjects().flatMap((subject) => {
            const mine = wishes.value.filter((wish) => wish.on === subject.on);
            return mine.length > 0
              ? // The first keeps the subject's key, so that its controls keep the focus when a wish begins or ends.
                mine.map((wish, nth) => <WishRow key={nth === 0 ? subject.on : wish.key} {...subject} wish={wish} />)
              : [<WishRow key={subject.on} {...subject} />];
          })}
        </div>
        <Problems of={problemsAt('scenario.criteria').filter(({ path }) => !/^scenario\.criteria\[/.test(path))} />
      </div>
      <Rules />
    </Step>
  );
}

/** The trade that every plan makes. */
function Dial() {
  const id = useId();
  const value = mix.value;
  const words = say(
    value < 0.2
      ? 'mix.common'
      : value < 0.45
        ? 'mix.rather.common'
        : value <= 0.55
          ? 'mix.both'
          : value <= 0.8
            ? 'mix.rather.different'
            : 'mix.different',
  );
  return (
    <div class="dial">
      <Circles apart={value} />
      <div class="dial-control">
        <label for={id}>{say('mix.label')}</label>
        <div class="dial-ends" aria-hidden="true">
          <span class="tone-common">
            {say('mix.end.common')} <b>{percent(1 - value)}</b>
          </span>
          <span class="tone-different">
            <b>{percent(value)}</b> {say('mix.end.different')}
          </span>
        </div>
        <input
          id={id}
          type="range"
          class="mix"
          min={0}
          max={1}
          step={MIX_STEP}
          value={value}
          aria-valuetext={say('mix.value', { mix: percent(value), words })}
          onInput={(event) => {
            mix.value = event.currentTarget.valueAsNumber;
          }}
        />
        <p class="dial-words">{words}</p>
      </div>
    </div>
  );
}

interface Subject {
  on: string;
  label: string;
  about: string;
  wants: Want[];
}

/** What this network lets one wish about. */
function subjects(): Subject[] {
  const { attributes = [], members, themes = [], ties = [], scores } = network.value;
  const wished = (on: string) => wishes.value.some((wish) => wish.on === on);
  const special = (on: 'needs' | 'offers' | 'themes' | 'ties' | 'scores', there: boolean): Subject[] =>
    there || wished(on)
      ? [{ on, label: say(`subject.${on}`), about: say(`subject.${on}.about`), wants: WANTS[on] ?? ATTRIBUTE_WANTS }]
      : [];
  return [
    ...attributes.map(({ id, label, kind }) => ({
      on: id,
      label: label ?? id,
      about: say(`kind.${kind}`),
      wants: ATTRIBUTE_WANTS,
    })),
    ...special(
      'needs',
      members.some(({ needs, offers }) => needs?.length || offers?.length),
    ),
    ...special('offers', false),
    ...special('themes', themes.length > 0),
    ...special('ties', ties.length > 0),
    ...special('scores', scores != null),
  ];
}

function WishRow({ on, label, about, wants, wish }: Subject & { wish?: Wish }) {
  const id = useId();
  const at = wish ? usedWishes.value.indexOf(wish) : -1;
  const weight = wish?.weight ?? 1;
  return (
    <div class={`wish wish-${wish?.want ?? 'none'}`} role="group" aria-labelledby={id}>
      <p class="wish-subject" id={id}>
        {label} <small>{about}</small>
      </p>
      <Choice
        quiet
        legend={say('wishes.want', { label })}
        value={wish?.want ?? 'ignore'}
        options={[
          { value: 'ignore' as const, label: say('want.ignore') },
          ...wants.map((want) => ({ value: want, label: say(`want.${want}`) })),
        ]}
        onChange={(want) => changeWish(wish, on, { want: want === 'ignore' ? null : want })}
      />
      <label class={`weight ${wish ? '' : 'weight-off'}`}>
        <span class="unseen">{say('wishes.weight', { label })}</span>
        <input
          type="range"
          disabled={!wish}
          min={WEIGHT.min}
          max={Math.max(WEIGHT.max, weight)}
          step={WEIGHT.step}
          value={weight}
          onInput={(event) => changeWish(wish, on, { weight: event.currentTarget.valueAsNumber })}
        />
        <output aria-hidden="true">{wish ? say('wishes.times', { weight }) : ''}</output>
      </label>
      {wish?.aside && (
        <p class="aside">
          {say('aside.notUsed')} {wish.aside.why}
        </p>
      )}
      {at >= 0 && <Problems of={problemsAt(`scenario.criteria[${at}]`)} />}
    </div>
  );
}
