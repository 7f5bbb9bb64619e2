/** The dial between commonality and diversity. */
import { useId } from 'preact/hooks';
import { percent, say } from '../say.ts';
import { mix } from '../state/settings.ts';
import { Circles } from '../ui.tsx';

const MIX_STEP = 0.05;

/** The trade that every plan makes. */
export function Dial() {
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
