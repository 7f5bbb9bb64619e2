/** Small parts that several steps use. */
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import type { ErrorReport } from 'commonground';
import { say, wholePercent } from './say.ts';
import type { Code } from './say.ts';

/** A step of the page: number, title and a short lead beside its content. */
export function Step({
  id,
  at,
  title,
  lead,
  children,
}: {
  id: string;
  at: number;
  title: string;
  lead: string;
  children: ComponentChildren;
}) {
  return (
    <section id={id} class="step" aria-labelledby={`${id}-title`}>
      <header class="step-head">
        <h2 id={`${id}-title`} tabIndex={-1}>
          <span class="step-number" aria-hidden="true">
            {at}
          </span>
          {title}
        </h2>
        <p class="lead">{lead}</p>
      </header>
      <div class="step-body">{children}</div>
    </section>
  );
}

/** A table that may be wider than the page: it scrolls by itself, by keyboard too. */
export function WideTable({ label, kind, children }: { label: string; kind?: string; children: ComponentChildren }) {
  return (
    <div class="table-scroll" tabIndex={0} role="region" aria-label={label}>
      <table class={kind}>{children}</table>
    </div>
  );
}

/** What the engine found wrong, next to its cause. */
export function Problems({ of, id }: { of: ErrorReport[]; id?: string }) {
  return (
    <div role="alert" id={id} class="problems-slot">
      {of.length > 0 && (
        <ul class="problems">
          {of.map((problem) => (
            <li key={`${problem.code} ${problem.path}`}>
              <strong>{problem.why}</strong> {problem.help}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** One of a few choices, side by side: radio buttons that look like one control. */
export function Choice<V extends string>({
  legend,
  quiet,
  value,
  options,
  onChange,
}: {
  legend: string;
  /** The legend is for screen readers only, since the surroundings show it. */
  quiet?: boolean;
  value: V;
  options: { value: V; label: string }[];
  onChange: (value: V) => void;
}) {
  const name = useId();
  return (
    <fieldset class="choice">
      <legend class={quiet ? 'unseen' : undefined}>{legend}</legend>
      <div class="choice-options">
        {options.map((option) => (
          <label key={option.value} class={`choice-${option.value}`}>
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** A whole or decimal number with its label. */
export function NumberField({
  label,
  hint,
  value,
  min,
  max,
  step = 1,
  empty = false,
  onChange,
}: {
  label: string;
  hint?: string;
  value: number | null | undefined;
  min: number;
  max?: number;
  step?: number | 'any';
  /** Whether the field may be left empty, which gives `null`. */
  empty?: boolean;
  onChange: (value: number | null) => void;
}) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <NumberInput id={id} hint={hint && `${id}-hint`} {...{ value, min, max, step, empty, onChange }} />
      {hint && (
        <span id={`${id}-hint`} class="hint">
          {hint}
        </span>
      )}
    </div>
  );
}

/** The input of a number; something that is no number leaves the value as it is. */
export function NumberInput({
  id,
  label,
  hint,
  value,
  min,
  max,
  step = 1,
  empty = false,
  onChange,
}: {
  id?: string;
  label?: string;
  hint?: string;
  value: number | null | undefined;
  min: number;
  max?: number;
  step?: number | 'any';
  empty?: boolean;
  onChange: (value: number | null) => void;
}) {
  return (
    <input
      id={id}
      type="number"
      inputMode={step === 1 ? 'numeric' : 'decimal'}
      aria-label={label}
      aria-describedby={hint}
      value={value ?? ''}
      min={min}
      max={max}
      step={step}
      onChange={(event) => {
        const { value: text, valueAsNumber } = event.currentTarget;
        if (text === '' && empty) onChange(null);
        else if (Number.isFinite(valueAsNumber)) onChange(step === 1 ? Math.round(valueAsNumber) : valueAsNumber);
        else event.currentTarget.value = String(value ?? '');
      }}
    />
  );
}

export function Select<V extends string>({
  id,
  label,
  value,
  options,
  onChange,
}: {
  id?: string;
  label?: string;
  value: V;
  options: { value: V; label: string }[];
  onChange: (value: V) => void;
}) {
  return (
    <select id={id} aria-label={label} value={value} onChange={(event) => onChange(event.currentTarget.value as V)}>
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}

export type Tone = 'common' | 'different' | 'exchange' | 'plain';

/** A measure of 0..1 as a bar with its number. */
export function Measure({ label, value, tone }: { label: Code; value: number | null | undefined; tone: Tone }) {
  return (
    <div class={`measure tone-${tone}`}>
      <span class="measure-label">{say(label)}</span>
      <span class="measure-track" aria-hidden="true">
        <span class="measure-fill" style={{ width: `${Math.max(0, Math.min(1, value ?? 0)) * 100}%` }} />
      </span>
      <span class="measure-value">
        {value == null ? <abbr title={say('measure.none.long')}>{say('measure.none')}</abbr> : wholePercent(value)}
      </span>
    </div>
  );
}

/** A bar that fills while a run lasts. */
export function ProgressBar({ label, done, of }: { label: string; done: number; of: number }) {
  return <progress aria-label={label} value={of > 0 ? Math.min(1, done / of) : undefined} max={1} />;
}

/** The sign of Commonground: two circles and what they share. `apart` 0..1 is how far they stand from each other. */
export function Circles({ apart, label }: { apart: number; label?: string }) {
  const id = useId();
  const radius = 34;
  const offset = 8 + apart * 24;
  const [left, right] = [80 - offset, 80 + offset];
  return (
    <svg
      class="circles"
      viewBox="0 0 160 76"
      role={label ? 'img' : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : 'true'}
    >
      <clipPath id={id}>
        <circle cx={left} cy="38" r={radius} />
      </clipPath>
      <circle class="circle-left" cx={left} cy="38" r={radius} />
      <circle class="circle-right" cx={right} cy="38" r={radius} />
      <circle class="circle-shared" cx={right} cy="38" r={radius} clip-path={`url(#${id})`} />
    </svg>
  );
}
