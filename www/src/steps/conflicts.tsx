/** Which rules cannot hold together, why, and what would mend it. */
import { useId, useRef } from 'preact/hooks';
import type { ConflictReport, ConflictSet, Plan, Relaxation } from 'commonground';
import { styled } from '../later.tsx';
import { names, speaker } from '../say.ts';
import { findConflicts, found, inDoubt, inquiredStale, inquiring, inquiryProblems, make, undo, undoable } from '../state/conflicts.ts';
import { forming } from '../state/plan.ts';
import { form, nameOf, tableSize, themeName } from '../state/settings.ts';
import { texts } from '../strings/conflicts.ts';
import { Problems } from '../ui.tsx';
import { Ask } from './ask.tsx';
import { focusResult } from './focus.ts';
import { headline, panelText } from './result.tsx';
import style from '../style/conflicts.css?url';

await styled(style);

const { say } = speaker(texts);

export function Conflicts() {
  const change = undoable.value;
  if (!inDoubt.value && !change && !inquiring.value) return null;
  return (
    <>
      {change && (
        <div class="conflicts-made">
          <p>{say('conflicts.made', { change: change.change })}</p>
          <button
            type="button"
            disabled={forming.value !== null}
            onClick={() => {
              undo();
              focusResult();
            }}
          >
            {say('conflicts.undo')}
          </button>
        </div>
      )}
      {(inDoubt.value || inquiring.value) && <Inquiry />}
    </>
  );
}

function Inquiry() {
  const id = useId();
  const bar = useRef<HTMLDivElement>(null);
  const now = inquiring.value;
  const here = found.value;
  const report = here?.report;
  const focusBar = () => requestAnimationFrame(() => bar.current?.querySelector('button')?.focus());
  return (
    <section class="conflicts" aria-labelledby={id}>
      <h3 id={id}>{say('conflicts.title')}</h3>
      <p class="explain">{say('conflicts.lead')}</p>
      <Ask job={inquiring} label={say('conflicts.label')} stopLabel={say('conflicts.stop')} bar={bar}>
        <button
          type="button"
          onClick={() => {
            // The button gives way to one that cancels, and comes back: whoever uses a keyboard stays with them.
            void findConflicts().then(focusBar);
            focusBar();
          }}
        >
          {say(report ? 'conflicts.again' : 'conflicts.ask')}
        </button>
      </Ask>
      <Problems of={inquiryProblems.value} />
      {here && !now && (
        <>
          {inquiredStale.value && <p class="warn">{say('conflicts.stale')}</p>}
          {here.early && <p class="warn">{say(report ? 'conflicts.early' : 'conflicts.nothing')}</p>}
          {report && <Found report={report} />}
        </>
      )}
    </section>
  );
}

function Found({ report }: { report: ConflictReport }) {
  const id = useId();
  const { status, sets, relaxations, notes } = report;
  if (status === 'feasible')
    return (
      <p>
        {report.text} {say('conflicts.feasible')}
      </p>
    );
  return (
    <>
      {sets.map((set, at) => (
        <OneSet key={at} set={set} further={at > 0} />
      ))}
      {relaxations.length > 0 ? (
        <div class="conflicts-changes">
          <h4 id={id}>{say('conflicts.changes')}</h4>
          <p class="explain">{say('conflicts.changes.lead')}</p>
          <ol aria-labelledby={id}>
            {relaxations.map((relaxation) => (
              <Change key={relaxation.text} relaxation={relaxation} />
            ))}
          </ol>
        </div>
      ) : (
        <p>{report.next}</p>
      )}
      {notes.length > 0 && (
        <ul class="notes">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </>
  );
}

function OneSet({ set, further }: { set: ConflictSet; further: boolean }) {
  const proven = set.proof !== 'none';
  return (
    <div class={`conflicts-set ${proven ? 'conflicts-proven' : ''}`}>
      {further && <h4>{say('conflicts.further')}</h4>}
      <p>
        <span class="badge">{say(proven ? 'conflicts.proven' : 'conflicts.unproven')}</span> {heading(set)}
      </p>
      {set.items.length > 0 && (
        <ul>
          {set.items.map(({ path, text }) => (
            <li key={path}>{text}</li>
          ))}
        </ul>
      )}
      {set.why.length > 0 && (
        <p>
          <strong>{say('conflicts.why')}</strong> {set.why.join(' ')}
        </p>
      )}
    </div>
  );
}

function heading({ items, proof }: ConflictSet): string {
  const count = items.length;
  if (proof === 'none') return say(count === 1 ? 'conflicts.set.unproven.one' : 'conflicts.set.unproven');
  if (count < 2) return say(count === 1 ? 'conflicts.set.one' : 'conflicts.set.nothing');
  if (items.some(({ witness }) => witness == null)) return say('conflicts.set.shown', { count });
  return count === 2 ? say('conflicts.set.two') : say('conflicts.set.all', { count });
}

function Change({ relaxation }: { relaxation: Relaxation }) {
  const { change, text, plan } = relaxation;
  return (
    <li>
      <p>
        <strong>{change}</strong>
      </p>
      <p class="conflicts-cost">{text.slice(change.length).trim()}</p>
      <details>
        <summary>{say('conflicts.plan')}</summary>
        <GivenPlan plan={plan} />
      </details>
      <button
        type="button"
        aria-label={say('conflicts.make.of', { change })}
        disabled={inquiredStale.value || forming.value !== null}
        onClick={async () => {
          if (await make(relaxation)) focusResult();
        }}
      >
        {say('conflicts.make')}
      </button>
    </li>
  );
}

/** Who would be with whom. */
function GivenPlan({ plan }: { plan: Plan }) {
  const tables = tableSize(form.value) !== null;
  return (
    <>
      <p>{plan.form === 'panel' ? panelText(plan) : headline(plan, tables)}</p>
      <ul>
        {rows(plan, tables).map(([title, members]) => (
          <li key={title}>
            <strong>{say('conflicts.plan.group', { title })}</strong> {names(members.map(nameOf))}
          </li>
        ))}
      </ul>
    </>
  );
}

function rows(plan: Plan, tables: boolean): [string, string[]][] {
  if (plan.form === 'coaching') {
    const coaches = [...new Set(plan.coaching.map(({ coach }) => coach))];
    return coaches.map((coach) => [
      nameOf(coach),
      plan.coaching.filter((match) => match.coach === coach).map(({ learner }) => learner),
    ]);
  }
  const what = plan.form === 'panel' ? null : plan.form === 'communities' ? 'community' : tables ? 'table' : 'pair';
  return plan.groups.map(({ theme, round, members }, at) => {
    const plain = what ? say(`group.${what}`, { at: at + 1 }) : say('form.panel');
    const title = theme == null ? plain : `${themeName(theme)} · ${plain}`;
    return [round == null ? title : say('group.round', { title, round }), members];
  });
}
