/** What became of the wishes for each theme. */
import type { Plan } from 'commonground';
import { number, say } from '../say.ts';
import { themeName } from '../state/settings.ts';

export function Themes({ plan: { themes = [] } }: { plan: Plan }) {
  if (themes.length === 0) return null;
  const columns = ['groups', 'members', 'chosen', 'first', 'unmet'] as const;
  return (
    <div>
      <h4>{say('themes.title')}</h4>
      <div class="table-scroll" tabIndex={0} role="region" aria-label={say('themes.title')}>
        <table>
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
        </table>
      </div>
    </div>
  );
}
