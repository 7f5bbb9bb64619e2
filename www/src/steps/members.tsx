/** Step 1: who takes part. */
import { useRef, useState } from 'preact/hooks';
import type { Attribute, Member, SampleName } from 'commonground';
import { later } from '../later.tsx';
import { number, say } from '../say.ts';
import type { Code } from '../say.ts';
import { problemsAt } from '../state/problems.ts';
import { network, themeName } from '../state/settings.ts';
import { openFile, opening, openProblems, openSample, openText, source } from '../state/source.ts';
import { Problems, Select, Step, WideTable } from '../ui.tsx';

const Guesses = later(async () => (await import('./guesses.tsx')).Guesses);

/** Rows shown before the reader asks for more, and at most: a page of thousands of rows is slow to no use. */
const FIRST_ROWS = 6;
const MOST_ROWS = 500;

const SAMPLES: { value: SampleName; label: Code }[] = [
  { value: 'education-24', label: 'members.sample.education' },
  { value: 'programme-120', label: 'members.sample.programme' },
];

export function Members({ at }: { at: number }) {
  const [over, setOver] = useState(false);
  const from = source.value;
  return (
    <Step
      id="members"
      at={at}
      title={say('members.title')}
      lead={from?.kind === 'sample' ? `${say('members.lead')} ${say('members.lead.sample')}` : say('members.lead')}
    >
      <div
        class={`drop ${over ? 'drop-over' : ''}`}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          const file = event.dataTransfer?.files[0];
          if (file) void openFile(file);
        }}
      >
        <Sources />
        <Problems of={openProblems.value} />
        <Problems of={problemsAt('network')} />
      </div>
      {from?.kind === 'table' && <Guesses from={from} />}
      {network.value.members.length > 0 && <MemberTable />}
    </Step>
  );
}

function Sources() {
  const file = useRef<HTMLInputElement>(null);
  const from = source.value;
  return (
    <div class="sources">
      <p class="source-now" aria-busy={opening.value}>
        {opening.value
          ? say('members.opening')
          : from && (
              <>
                <strong>{say('members.count', { count: network.value.members.length })}</strong> {sourceText()}
              </>
            )}
      </p>
      <div class="source-ways">
        <button type="button" onClick={() => file.current?.click()}>
          {say('members.open')}
        </button>
        <input
          ref={file}
          type="file"
          hidden
          accept=".csv,.tsv,.txt,.json,text/csv,text/tab-separated-values,application/json"
          aria-label={say('members.open')}
          onChange={(event) => {
            const chosen = event.currentTarget.files?.[0];
            event.currentTarget.value = '';
            if (chosen) void openFile(chosen);
          }}
        />
        <label class="sample">
          <span class="unseen">{say('members.sample')}</span>
          <Select
            value={from?.kind === 'sample' ? from.name : ''}
            options={[
              { value: '', label: say('members.sample') },
              ...SAMPLES.map(({ value, label }) => ({ value, label: say(label) })),
            ]}
            onChange={(name) => name && void openSample(name as SampleName)}
          />
        </label>
        <Paste />
      </div>
      <p class="hint">{say('members.drop')}</p>
    </div>
  );
}

function sourceText(): string {
  const from = source.value;
  if (from?.kind === 'sample') return say('members.from.sample');
  return say('members.from.file', { name: from?.name ?? '' });
}

function Paste() {
  const text = useRef<HTMLTextAreaElement>(null);
  const box = useRef<HTMLDetailsElement>(null);
  return (
    <details class="paste" ref={box}>
      <summary>{say('members.paste')}</summary>
      <label class="field">
        <span>{say('members.paste.label')}</span>
        <textarea ref={text} rows={6} spellcheck={false} placeholder={say('members.paste.example')} />
      </label>
      <button
        type="button"
        onClick={() => {
          if (!text.current?.value.trim()) return;
          if (box.current) box.current.open = false;
          void openText(text.current.value);
        }}
      >
        {say('members.paste.use')}
      </button>
    </details>
  );
}

interface Column {
  label: string;
  cell: (member: Member) => string;
  numeric?: boolean;
}

function MemberTable() {
  const [all, setAll] = useState(false);
  const { members, attributes = [] } = network.value;
  const columns = columnsOf(members, attributes);
  const shown = members.slice(0, all ? MOST_ROWS : FIRST_ROWS);
  return (
    <div class="table-block">
      <WideTable label={say('members.table')}>
        <thead>
          <tr>
            <th scope="col">{say('members.column.name')}</th>
            {columns.map(({ label, numeric }) => (
              <th key={label} scope="col" class={numeric ? 'numeric' : undefined}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((member) => (
            <tr key={member.id}>
              <th scope="row">{member.name ?? member.id}</th>
              {columns.map(({ label, cell, numeric }) => (
                <td key={label} class={numeric ? 'numeric' : undefined}>
                  {cell(member) || <span class="missing">{say('measure.none')}</span>}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </WideTable>
      {members.length > FIRST_ROWS && (
        <button type="button" class="quiet" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? say('members.fewer') : say('members.all', { count: Math.min(members.length, MOST_ROWS) })}
        </button>
      )}
    </div>
  );
}

function columnsOf(members: Member[], attributes: Attribute[]): Column[] {
  const topics = (label: Code, of: (member: Member) => string[] | undefined): Column[] =>
    members.some((member) => of(member)?.length)
      ? [{ label: say(label), cell: (member) => (of(member) ?? []).join(', ') }]
      : [];
  return [
    { label: say('members.column.roles'), cell: rolesText },
    ...attributes.map(({ id, label, kind }) => ({
      label: label ?? id,
      numeric: kind === 'number' || kind === 'cyclic',
      cell: (member: Member) => answerText(member.values?.[id]),
    })),
    ...topics('subject.needs', (member) => member.needs),
    ...topics('subject.offers', (member) => member.offers),
    ...topics('subject.themes', (member) =>
      (Array.isArray(member.themes) ? member.themes : Object.keys(member.themes ?? {})).map(themeName),
    ),
  ];
}

const rolesText = ({ roles = ['learner'], capacity }: Member): string =>
  roles
    .map((role) => (role === 'coach' ? say('role.coach.places', { count: capacity ?? 1 }) : say(`role.${role}`)))
    .join(', ');

function answerText(answer: NonNullable<Member['values']>[string] | undefined): string {
  if (Array.isArray(answer)) return answer.join(', ');
  return typeof answer === 'number' ? number(answer) : (answer ?? '');
}
