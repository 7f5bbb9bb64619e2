/** The plan to take away. */
import { save, saveName, toCsv, toJson } from '../download.ts';
import { speaker } from '../say.ts';
import type { Formed } from '../state/plan.ts';
import { texts } from '../strings/downloads.ts';

const { say } = speaker(texts);

export function Downloads({ input, plan }: Formed) {
  return (
    <div class="downloads">
      <button type="button" onClick={() => save(saveName(plan, 'csv'), 'text/csv', toCsv(input, plan))}>
        {say('result.csv')}
      </button>
      <button type="button" onClick={() => save(saveName(plan, 'json'), 'application/json', toJson(input, plan))}>
        {say('result.json')}
      </button>
      <span class="hint">{say('result.downloads')}</span>
    </div>
  );
}
