/** Step 2: what matters, softly (wishes and their mix) and firmly (rules). */
import { idle, later } from '../later.tsx';
import { say } from '../say.ts';
import { problemsAt } from '../state/problems.ts';
import { formName } from '../state/settings.ts';
import { Problems, Step } from '../ui.tsx';
import { Dial } from './dial.tsx';

const Wishes = later(async () => (await import('./wishes.tsx')).Wishes);
const Rules = later(async () => (await import('./rules.tsx')).Rules);

export function Matters({ at }: { at: number }) {
  return (
    <Step id="matters" at={at} title={say('matters.title')} lead={say('matters.lead')}>
      {formName.value === 'panel' && (
        <p class="aside">
          {say('aside.notUsed')} {say('aside.panel')}
        </p>
      )}
      <Dial />
      <Problems of={problemsAt('scenario.mix')} />
      <div>
        <h3>{say('wishes.title')}</h3>
        <p class="explain">{say('wishes.lead')}</p>
        {idle.value && <Wishes />}
      </div>
      <div class="rules-block">
        <h3>{say('rules.title')}</h3>
        <p class="explain">{say('rules.lead')}</p>
        {idle.value && <Rules />}
      </div>
    </Step>
  );
}
