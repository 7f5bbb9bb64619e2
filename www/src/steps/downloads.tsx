/** The plan to take away. */
import { useState } from 'preact/hooks';
import type { ErrorReport } from 'commonground';
import { save, saveName, toCsv, toJson } from '../download.ts';
import { speaker } from '../say.ts';
import { engine, reports } from '../state/engine.ts';
import type { Formed } from '../state/plan.ts';
import { texts } from '../strings/downloads.ts';
import { Problems } from '../ui.tsx';

const { say } = speaker(texts);

/** A report in each format: the ending of its file, and its type. */
const FORMATS = { html: ['html', 'text/html'], markdown: ['md', 'text/markdown'] } as const;

export function Downloads({ input, plan }: Formed) {
  const [faults, setFaults] = useState<ErrorReport[]>([]);
  const report = async (format: keyof typeof FORMATS) => {
    setFaults([]);
    try {
      const [ending, type] = FORMATS[format];
      save(saveName(plan, ending), type, await engine.report({ ...input, plan, options: { format } }));
    } catch (error) {
      setFaults(reports(error));
    }
  };
  return (
    <div class="downloads">
      <button type="button" onClick={() => void report('html')}>
        {say('result.report')}
      </button>
      <button type="button" onClick={() => void report('markdown')}>
        {say('result.markdown')}
      </button>
      <button type="button" onClick={() => save(saveName(plan, 'csv'), 'text/csv', toCsv(input, plan))}>
        {say('result.csv')}
      </button>
      <button type="button" onClick={() => save(saveName(plan, 'json'), 'application/json', toJson(input, plan))}>
        {say('result.json')}
      </button>
      <span class="hint">{say('result.downloads')}</span>
      <Problems of={faults} />
    </div>
  );
}
