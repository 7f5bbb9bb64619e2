/** The wishes: what each subject of the network counts for. */
import { useId } from 'preact/hooks';
import type { Want } from 'commonground';
import { styled } from '../later.tsx';
import { speaker } from '../say.ts';
import { problemsAt } from '../state/problems.ts';
import { changeWish, network, usedWishes, wishes } from '../state/settings.ts';
import type { Wish } from '../state/settings.ts';
import { texts } from '../strings/wishes.ts';
import { Choice, Problems } from '../ui.tsx';
import style from '../style/wishes.css?url';

await styled(style);

const { say } = speaker(texts);

/** The weights that the slider offers; a loaded scenario may hold a larger one. */
const WEIGHT = { min: 0.5, max: 5, step: 0.5 };

const ATTRIBUTE_WANTS: Want[] = ['common', 'different'];
const WANTS: Record<string, Want[]> = {
  needs: ['exchange', 'common', 'different'],
  themes: ['preferred', 'common', 'different'],
  ties: ['new', 'known'],
  scores: ['high'],
};

export function Wishes() {
  return (
    <>
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
    </>
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
