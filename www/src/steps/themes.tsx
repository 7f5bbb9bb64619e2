/** What became of the wishes for each theme. */
import type { Plan } from 'commonground';
import { number, say } from '../say.ts';
import { themeName } from '../state/settings.ts';
import { WideTable } from '../ui.tsx';

export function Themes({ plan: { themes = [] } }: { plan: Plan }) {
  if (themes.length === 0) return null;
  const columns = ['groups', 'members', 'chosen', 'first', 'unmet'] as const;
  return (
    <div>
      <h4>{say('themes.title')}</h4>
      <WideTable label={say('themes.title')}>
        <thead>
          <tr>
            <th scope="col">{say('themes.theme')}</th>
            {columns.map((column) => (
              <th scope="col" class="numeric" key={column}>
                {say(`themes.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {themes.map((row) => (
            <tr key={row.theme}>
              <th scope="row">{themeName(row.theme)}</th>
              {columns.map((column) => (
                <td key={column} class="numeric">
                  {row[column] === 0 ? <span class="missing">{say('measure.none')}</span> : number(row[column])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </WideTable>
    </div>
  );
}
