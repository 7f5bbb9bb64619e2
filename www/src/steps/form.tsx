/** Step 3: what to form, and the button that forms it. */
import { useId } from 'preact/hooks';
import type { ErrorReport, Form } from 'commonground';
import { later } from '../later.tsx';
import { number, say } from '../say.ts';
import { focusResult } from './focus.ts';
import { formPlan, formProblems, forming, stop } from '../state/plan.ts';
import { problems, problemsAt } from '../state/problems.ts';
import {
  changeForm,
  changeSeconds,
  chooseForm,
  effort,
  form,
  formName,
  forms,
  network,
  seconds,
  tableSize,
} from '../state/settings.ts';
import type { FormName } from '../state/settings.ts';
import { Choice, NumberField, Problems, ProgressBar, Select, Step } from '../ui.tsx';

const NAMES: FormName[] = ['pairs', 'communities', 'coaching', 'panel'];
const LARGEST_SEED = 4294967295;

const PanelOptions = later(async () => (await import('./panel.tsx')).PanelOptions);

export function FormStep({ at }: { at: number }) {
  return (
    <Step id="form" at={at} title={say('form.title')} lead={say('form.lead')}>
      <fieldset class="cards">
        <legend class="unseen">{say('form.choose')}</legend>
        {NAMES.map((name) => (
          <label key={name} class="card">
            <input
              type="radio"
              name="form"
              value={name}
              checked={formName.value === name}
              onChange={() => chooseForm(name)}
            />
            <Picture of={name} />
            <span class="card-title">{say(`form.${name}`)}</span>
            <span class="card-text">{say(`form.${name}.about`)}</span>
          </label>
        ))}
      </fieldset>
      <div class="options">
        {formName.value === 'pairs' && <PairsOptions />}
        {formName.value === 'communities' && <CommunitiesOptions />}
        {formName.value === 'coaching' && <CoachingOptions />}
        {formName.value === 'panel' && <PanelOptions />}
      </div>
      <Problems of={problemsAt('scenario.form', 'scenario.keep', 'scenario.pins').filter(inForm)} />
      <details class="more">
        <summary>{say('effort.title')}</summary>
        <div class="options">
          <NumberField
            label={say('effort.seconds')}
            hint={say('effort.seconds.hint')}
            value={seconds.value}
            min={0.1}
            step="any"
            onChange={(given) => given !== null && changeSeconds(given)}
          />
          <NumberField
            label={say('effort.seed')}
            hint={say('effort.seed.hint')}
            value={effort.value.seed}
            min={0}
            max={LARGEST_SEED}
            onChange={(seed) => seed !== null && (effort.value = { ...effort.value, seed })}
          />
        </div>
      </details>
      <Problems of={problemsAt('scenario.effort')} />
    </Step>
  );
}

/** The places in the picture of a panel, row by row, that are drawn. */
const DRAWN = [1, 5, 8, 12, 14];

/** Dots and what joins them. */
function Picture({ of }: { of: FormName }) {
  return (
    <svg class="picture" viewBox="0 0 72 40" aria-hidden="true">
      {of === 'pairs' && (
        <>
          <path d="M10 12h18M44 12h18M10 30h18M44 30h18" />
          {[10, 28, 44, 62].flatMap((x) =>
            [12, 30].map((y) => (
              <circle key={`${x} ${y}`} cx={x} cy={y} r="4.5" class={x === 10 || x === 44 ? 'dot-a' : 'dot-b'} />
            )),
          )}
        </>
      )}
      {of === 'communities' && (
        <>
          <circle cx="19" cy="20" r="17" class="ring" />
          <circle cx="53" cy="20" r="17" class="ring" />
          {[19, 53].flatMap((x) =>
            [
              [0, -9],
              [9, 1],
              [-9, 1],
              [0, 10],
            ].map(([dx = 0, dy = 0], at) => (
              <circle key={`${x} ${at}`} cx={x + dx} cy={20 + dy} r="4.2" class={at % 2 ? 'dot-b' : 'dot-a'} />
            )),
          )}
        </>
      )}
      {of === 'coaching' && (
        <>
          <path d="M36 9L12 31M36 9V31M36 9L60 31" />
          <circle cx="36" cy="9" r="6.5" class="dot-b" />
          {[12, 36, 60].map((x) => (
            <circle key={x} cx={x} cy="31" r="4.5" class="dot-a" />
          ))}
        </>
      )}
      {of === 'panel' && (
        <>
          {[8, 22, 36, 50, 64].flatMap((x, column) =>
            [7, 20, 33].map((y, row) => (
              <circle
                key={`${x} ${y}`}
                cx={x}
                cy={y}
                r={DRAWN.includes(column + 5 * row) ? 4.8 : 3}
                class={DRAWN.includes(column + 5 * row) ? 'dot-b' : 'ring'}
              />
            )),
          )}
        </>
      )}
    </svg>
  );
}

function PairsOptions() {
  const { size, rounds, odd, objective } = forms.value.pairs;
  const tables = (size ?? 2) > 2;
  return (
    <>
      <NumberField
        label={say('pairs.size')}
        hint={say('pairs.size.hint')}
        value={size ?? 2}
        min={2}
        onChange={(value) => changeForm('pairs', { size: value ?? 2 })}
      />
      <NumberField
        label={say('pairs.rounds')}
        hint={say(tables ? 'pairs.rounds.hint.tables' : 'pairs.rounds.hint')}
        value={rounds}
        min={1}
        onChange={(value) => changeForm('pairs', { rounds: value ?? 1 })}
      />
      {!tables && (
        <>
          <Choice
            legend={say('pairs.odd')}
            value={odd ?? 'trio'}
            options={[
              { value: 'trio', label: say('pairs.odd.trio') },
              { value: 'sitOut', label: say('pairs.odd.sitOut') },
            ]}
            onChange={(value) => changeForm('pairs', { odd: value })}
          />
          <Objective
            label={say('objective.pairs')}
            value={objective ?? 'total'}
            options={(['total', 'worst', 'stable'] as const).map((value) => ({
              value,
              label: say(`objective.pairs.${value}`),
            }))}
            onChange={(value) => changeForm('pairs', { objective: value })}
          />
        </>
      )}
    </>
  );
}

function CommunitiesOptions() {
  const id = useId();
  const { size, count, themes, perTheme, onlyChosen, perMember = 1, limitedBy, objective } = forms.value.communities;
  const numbers = (network.value.attributes ?? []).filter((attribute) => attribute.kind === 'number');
  // One that is a number no longer is shown, so that it can be put right.
  const gone = limitedBy && !numbers.some((attribute) => attribute.id === limitedBy) ? [limitedBy] : [];
  const [smallest, largest] = size ?? [null, null];
  const resize = (low: number | null, high: number | null) =>
    changeForm('communities', { size: low === null || high === null ? null : [low, high] });
  return (
    <>
      <fieldset class="range">
        <legend>{say('communities.size')}</legend>
        <NumberField
          label={say('communities.size.from')}
          value={smallest}
          min={1}
          empty={count != null}
          onChange={(low) => resize(low, low === null ? null : Math.max(low, largest ?? low))}
        />
        <NumberField
          label={say('communities.size.to')}
          value={largest}
          min={1}
          empty={count != null}
          onChange={(high) => resize(high === null ? null : (smallest ?? high), high)}
        />
      </fieldset>
      <NumberField
        label={say('communities.count')}
        hint={say('communities.count.hint')}
        value={count}
        min={1}
        empty={size != null}
        onChange={(value) => changeForm('communities', { count: value })}
      />
      <NumberField
        label={say('communities.perMember')}
        value={perMember}
        min={1}
        onChange={(value) =>
          changeForm('communities', { perMember: value ?? 1, ...(value === 1 && { limitedBy: null }) })
        }
      />
      {(limitedBy || (perMember > 1 && numbers.length > 0)) && (
        <div class="field">
          <label for={id}>{say('communities.limitedBy')}</label>
          <Select
            id={id}
            value={limitedBy ?? ''}
            options={[
              { value: '', label: say('communities.limitedBy.none') },
              ...gone.map((value) => ({ value, label: value })),
              ...numbers.map((attribute) => ({ value: attribute.id, label: attribute.label ?? attribute.id })),
            ]}
            onChange={(value) => changeForm('communities', { limitedBy: value || null })}
          />
        </div>
      )}
      {(network.value.themes?.length ?? 0) > 0 && (
        <label class="tick">
          <input
            type="checkbox"
            checked={themes}
            onChange={({ currentTarget: { checked } }) =>
              changeForm('communities', { themes: checked, ...(!checked && { onlyChosen: false, perTheme: null }) })
            }
          />
          <span>{say('communities.themes', { count: network.value.themes?.length ?? 0 })}</span>
        </label>
      )}
      {themes && (
        <NumberField
          label={say('communities.perTheme')}
          hint={say('communities.perTheme.hint')}
          value={perTheme?.[1] ?? null}
          min={1}
          empty
          onChange={(most) => changeForm('communities', { perTheme: most === null ? null : [0, most] })}
        />
      )}
      {themes && (
        <label class="tick">
          <input
            type="checkbox"
            checked={onlyChosen}
            onChange={(event) => changeForm('communities', { onlyChosen: event.currentTarget.checked })}
          />
          <span>{say('communities.onlyChosen')}</span>
        </label>
      )}
      <Objective
        label={say('objective.label')}
        value={objective ?? 'perMember'}
        options={(['perMember', 'total', 'worst'] as const).map((value) => ({
          value,
          label: say(`objective.${value}`),
        }))}
        onChange={(value) => changeForm('communities', { objective: value })}
      />
    </>
  );
}

/** What a coach's second learner costs where loads shall be even: a tenth of the best affinity. */
const EVEN_LOADS = 0.1;

function CoachingOptions() {
  const { perLearner = [1, 1], objective, evenLoads = 0 } = forms.value.coaching;
  const [fewest, most] = perLearner;
  return (
    <>
      <fieldset class="range">
        <legend>{say('coaching.perLearner')}</legend>
        <NumberField
          label={say('coaching.perLearner.from')}
          value={fewest}
          min={0}
          onChange={(low) => low !== null && changeForm('coaching', { perLearner: [low, Math.max(low, most)] })}
        />
        <NumberField
          label={say('coaching.perLearner.to')}
          value={most}
          min={1}
          onChange={(high) => high !== null && changeForm('coaching', { perLearner: [Math.min(fewest, high), high] })}
        />
      </fieldset>
      <Objective
        label={say('objective.label')}
        value={objective ?? 'total'}
        options={(['total', 'worst'] as const).map((value) => ({ value, label: say(`objective.${value}`) }))}
        onChange={(value) => changeForm('coaching', { objective: value })}
      />
      <label class="tick">
        <input
          type="checkbox"
          checked={evenLoads > 0}
          onChange={({ currentTarget: { checked } }) => changeForm('coaching', { evenLoads: checked ? EVEN_LOADS : 0 })}
        />
        <span>{say('coaching.evenLoads')}</span>
      </label>
    </>
  );
}

function Objective<V extends string>({
  label,
  value,
  options,
  onChange,
}: {
  label: string;
  value: V;
  options: { value: V; label: string }[];
  onChange: (value: V) => void;
}) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <Select {...{ id, value, options, onChange }} />
    </div>
  );
}

/** The one button that matters; it stays in view while the settings are. */
export function FormBar() {
  const job = forming.value;
  return (
    <div class="form-bar">
      {job ? (
        <>
          <div class="form-progress">
            <ProgressBar label={say('forming.label')} done={job.progress?.done ?? 0} of={job.progress?.of ?? 0} />
            <p>{progressText(job.progress)}</p>
          </div>
          <button type="button" class="stop" disabled={job.stopping} onClick={() => stop(forming)}>
            {say(job.stopping ? 'forming.stopping' : 'forming.stop')}
          </button>
        </>
      ) : (
        <>
          <p class="form-summary">
            {say('form.summary', { count: network.value.members.length, what: formText(form.value) })}
            {problems.value.length > 0 && (
              <strong class="attention"> {say('form.attention', { count: problems.value.length })}</strong>
            )}
          </p>
          <button
            type="button"
            class="primary"
            onClick={async () => {
              if (await formPlan()) focusResult();
            }}
          >
            {say(`form.go.${tableSize(form.value) ? 'tables' : formName.value}`)}
          </button>
        </>
      )}
      <Problems of={[...problems.value.filter(elsewhere), ...formProblems.value]} />
    </div>
  );
}

/** Each quota of a panel shows its own. */
const inForm = ({ path }: ErrorReport): boolean => !path.startsWith('scenario.form.quotas[');

/** Problems that no step shows next to their cause. */
const elsewhere = ({ path }: ErrorReport): boolean => !/^(network|scenario\.)/.test(path);

function progressText(progress: { score?: number | null; hardBroken?: number } | null): string {
  if (progress?.score == null) return say('forming.searching');
  if (progress.hardBroken) return say('forming.broken', { count: progress.hardBroken });
  return say('forming.best', { score: number(progress.score) });
}

function formText(form: Form): string {
  const table = tableSize(form);
  if (table) return say('form.what.tables', { size: table });
  if (form.form === 'panel') return say('form.what.panel', { seats: form.seats });
  if (form.form !== 'communities') return say(`form.what.${form.form}`);
  if (!form.size) return say('form.what.count', { count: form.count ?? 1 });
  const [low, high] = form.size;
  return low === high ? say('form.what.size', { size: low }) : say('form.what.sizes', { low, high });
}
