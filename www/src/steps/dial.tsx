/** The dial between commonality and diversity: the trade that every plan makes. */
import { useId } from 'preact/hooks';
import { percent, say } from '../say.ts';
import { followed, following } from '../state/follow.ts';
import { formed } from '../state/plan.ts';
import { mix } from '../state/settings.ts';
import { Circles } from '../ui.tsx';

const MIX_STEP = 0.05;

export function Dial() {
  const id = useId();
  return (
    <div class="dial">
      <Circles apart={mix.value} />
      <div class="dial-control">
        <label for={id}>{say('mix.label')}</label>
        <Slider id={id} />
        <p class="dial-words">{words()}</p>
      </div>
    </div>
  );
}

/** The same dial beside the pairs that follow it. */
export function PairsDial() {
  const last = followed.value;
  return (
    <div class="pairs-dial">
      <Slider label={say('mix.pairs')} />
      <p class="hint">
        {last && last.plan === formed.value?.plan && !following.value ? last.text : say('mix.pairs.hint')}
      </p>
    </div>
  );
}

function Slider({ id, label }: { id?: string; label?: string }) {
  const value = mix.value;
  return (
    <>
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
        aria-label={label}
        min={0}
        max={1}
        step={MIX_STEP}
        value={value}
        aria-valuetext={say('mix.value', { mix: percent(value), words: words() })}
        onInput={(event) => {
          mix.value = event.currentTarget.valueAsNumber;
        }}
      />
    </>
  );
}

function words(): string {
  const value = mix.value;
  return say(
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
}
