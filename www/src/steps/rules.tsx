/** The rules: each is a sentence whose slots are controls. */
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { styled } from '../later.tsx';
import { speaker } from '../say.ts';
import type { Slot } from '../say.ts';
import { announce } from '../state/announce.ts';
import { problemsAt } from '../state/problems.ts';
import {
  addRule,
  changeRule,
  drafts,
  form,
  formName,
  nameOf,
  network,
  removeRule,
  tableSize,
  usedDrafts,
} from '../state/settings.ts';
import type { Draft } from '../state/settings.ts';
import { texts } from '../strings/rules.ts';
import { Choice, NumberInput, Problems, Select } from '../ui.tsx';
import style from '../style/rules.css?url';
import { PENALTY, RULE_NAMES, RULEBOOK, attributesFor, roundsOf, valuesOf } from './rulebook.ts';
import type { Field, Option, RuleName } from './rulebook.ts';

await styled(style);

const { say, pieces } = speaker(texts);

/** Any rule, with all the fields that rules can have. */
type AnyRule = {
  rule: RuleName;
  attribute?: string;
  value?: string;
  atLeast?: number;
  atMost?: number;
  among?: string;
  core?: number;
  members?: string[];
  met?: string[];
  trust?: number;
  tolerance?: number;
  measure?: 'sd' | 'gini';
  want?: 'same' | 'different';
  penalty?: number | null;
};

/** The share of a core that a rule starts with. */
const CORE = 0.6;

export function Rules() {
  const list = useRef<HTMLUListElement>(null);
  const [added, setAdded] = useState(0);
  useEffect(() => {
    if (added > 0)
      list.current?.querySelector<HTMLElement>(':scope > li:last-child :is(select, input, button)')?.focus();
  }, [added]);
  return (
    <>
      {drafts.value.length === 0 && <p class="empty">{say('rules.none')}</p>}
      <ul class="rules" ref={list}>
        {drafts.value.map((draft) => (
          <RuleRow key={draft.key} draft={draft} />
        ))}
      </ul>
      <AddRule onAdded={() => setAdded(added + 1)} />
      <Problems of={problemsAt('scenario.rules').filter(({ path }) => !/^scenario\.rules\[/.test(path))} />
    </>
  );
}

function AddRule({ onAdded }: { onAdded: () => void }) {
  const id = useId();
  const [name, setName] = useState<RuleName>('share');
  const possible = RULE_NAMES.filter((rule) => !RULEBOOK[rule].attributes || startAttribute(rule) !== undefined);
  return (
    <div class="add-rule">
      <label for={id} class="unseen">
        {say('rules.kind')}
      </label>
      <Select
        id={id}
        value={name}
        options={possible.map((value) => ({ value, label: say(`rule.${value}.name`) }))}
        onChange={setName}
      />
      <button
        type="button"
        onClick={() => {
          const attribute = startAttribute(name) ?? '';
          const rule = RULEBOOK[name].start?.(attribute, valuesOf(network.value, attribute)[0]?.value ?? '');
          if (!rule) return;
          addRule(rule);
          onAdded();
        }}
      >
        {say('rules.add')}
      </button>
    </div>
  );
}

function startAttribute(name: RuleName): string | undefined {
  const { attributes } = RULEBOOK[name];
  return attributes && attributesFor(network.value, attributes)[0]?.value;
}

function RuleRow({ draft }: { draft: Draft }) {
  const rule = draft.rule as AnyRule;
  const at = usedDrafts.value.indexOf(draft);
  const soft = rule.penalty != null;
  const name = say(`rule.${rule.rule}.name`);
  return (
    <li class={`rule ${draft.aside ? 'rule-aside' : ''}`}>
      <div class="rule-sentence" role="group" aria-label={name}>
        {pieces(RULEBOOK[rule.rule].sentence).map((piece, place) =>
          typeof piece === 'string' ? (
            <span key={place}>{piece}</span>
          ) : (
            <SlotControl key={place} slot={piece} draft={draft} />
          ),
        )}
      </div>
      <div class="rule-force">
        <Choice
          quiet
          legend={say('rules.force', { name })}
          value={soft ? 'soft' : 'hard'}
          options={[
            { value: 'hard', label: say('rules.hard') },
            { value: 'soft', label: say('rules.soft') },
          ]}
          onChange={(force) => changeRule(draft, { penalty: force === 'soft' ? PENALTY : null })}
        />
        {soft && (
          <label class="penalty">
            <span>{say('rules.penalty')}</span>
            <NumberInput
              value={rule.penalty}
              min={0}
              step="any"
              onChange={(penalty) => changeRule(draft, { penalty: penalty ?? PENALTY })}
            />
          </label>
        )}
        <button
          type="button"
          class="quiet"
          aria-label={say('rules.remove.named', { name })}
          onClick={(event) => {
            // The button goes with its rule; the focus moves to what stays.
            event.currentTarget.closest('.rules-block')?.querySelector<HTMLElement>('.add-rule select')?.focus();
            removeRule(draft);
            announce(say('rules.removed', { name }));
          }}
        >
          {say('rules.remove')}
        </button>
      </div>
      {draft.aside && (
        <p class="aside">
          {say('aside.notUsed')} {draft.aside.why}
        </p>
      )}
      {at >= 0 && <Problems of={problemsAt(`scenario.rules[${at}]`)} />}
    </li>
  );
}

function SlotControl({ slot, draft }: { slot: Slot; draft: Draft }) {
  const rule = draft.rule as AnyRule;
  const change = (fields: Partial<Record<keyof AnyRule, unknown>>) => changeRule(draft, fields);
  const label = (code: Parameters<typeof say>[0]) => say(code);
  switch (slot.name as Field | 'group') {
    case 'group':
      return <span>{say(`group.${tableSize(form.value) ? 'tables' : formName.value}`)}</span>;
    case 'attribute':
      return (
        <Select
          label={label('slot.attribute')}
          value={rule.attribute ?? ''}
          options={known(attributesFor(network.value, RULEBOOK[rule.rule].attributes ?? 'countable'), rule.attribute)}
          onChange={(attribute) =>
            change({
              attribute,
              value: rule.rule === 'quota' ? (valuesOf(network.value, attribute)[0]?.value ?? '') : null,
            })
          }
        />
      );
    case 'value':
      return (
        <Select
          label={label('slot.value')}
          value={rule.value ?? ''}
          options={known(valuesOf(network.value, rule.attribute ?? ''), rule.value)}
          onChange={(value) => change({ value })}
        />
      );
    case 'anyValue':
      return (
        <Select
          label={label('slot.value')}
          value={rule.value ?? ''}
          options={[
            { value: '', label: say('slot.value.every') },
            ...known(valuesOf(network.value, rule.attribute ?? ''), rule.value),
          ]}
          onChange={(value) => change({ value: value || null })}
        />
      );
    case 'atLeast':
      return (
        <NumberInput
          label={label('slot.atLeast')}
          value={rule.atLeast ?? 1}
          min={1}
          onChange={(atLeast) => change({ atLeast })}
        />
      );
    case 'atMost':
      return (
        <NumberInput
          label={label('slot.atMost')}
          value={rule.atMost ?? 1}
          min={1}
          onChange={(atMost) => change({ atMost })}
        />
      );
    case 'fewest':
      return (
        <NumberInput
          label={label('slot.atLeast')}
          value={rule.atLeast}
          min={0}
          empty
          onChange={(atLeast) => change({ atLeast })}
        />
      );
    case 'most':
      return (
        <NumberInput
          label={label('slot.atMost.open')}
          value={rule.atMost}
          min={0}
          empty
          onChange={(atMost) => change({ atMost })}
        />
      );
    case 'distance':
      return (
        <NumberInput
          label={label('slot.distance')}
          value={rule.atMost ?? 0}
          min={0}
          step="any"
          onChange={(atMost) => change({ atMost })}
        />
      );
    case 'among':
      return <Among rule={rule} change={change} />;
    case 'members':
      return <MemberChips chosen={rule.members ?? []} onChange={(members) => change({ members })} />;
    case 'rounds':
      return (
        <Select
          label={label('slot.rounds')}
          value={rule.met?.[0] ?? ''}
          options={[
            { value: '', label: say('slot.rounds.any') },
            ...known(
              roundsOf(network.value).map((value) => ({ value, label: value })),
              rule.met?.[0],
            ),
          ]}
          onChange={(round) => change({ met: round ? [round] : null })}
        />
      );
    case 'trust':
      return (
        <NumberInput
          label={label('slot.trust')}
          value={rule.trust}
          min={0}
          max={1}
          step="any"
          empty
          onChange={(trust) => change({ trust })}
        />
      );
    case 'tolerance':
      return (
        <NumberInput
          label={label('slot.tolerance')}
          value={rule.tolerance ?? 0}
          min={0}
          step="any"
          onChange={(tolerance) => change({ tolerance })}
        />
      );
    case 'measure':
      return (
        <Select
          label={label('slot.measure')}
          value={rule.measure ?? 'gini'}
          options={(['gini', 'sd'] as const).map((value) => ({ value, label: say(`slot.measure.${value}`) }))}
          onChange={(measure) => change({ measure })}
        />
      );
    case 'groupmates':
      return (
        <Select
          label={label('slot.groupmates')}
          value={rule.want ?? 'same'}
          options={(['same', 'different'] as const).map((value) => ({ value, label: say(`slot.groupmates.${value}`) }))}
          onChange={(want) => change({ want })}
        />
      );
    case 'limit':
      return (
        <NumberInput
          label={label('slot.limit')}
          value={rule.atMost ?? 0}
          min={0}
          step="any"
          onChange={(atMost) => change({ atMost })}
        />
      );
    case 'fewestPercent':
      return (
        <Percent
          label={label('slot.fewestPercent')}
          share={rule.atLeast}
          change={(atLeast) => change({ atLeast })}
        />
      );
    case 'mostPercent':
      return <Percent label={label('slot.mostPercent')} share={rule.atMost} change={(atMost) => change({ atMost })} />;
  }
}

/** A share, asked in percent. */
function Percent(props: { label: string; share: number | undefined; change: (share: number | null) => void }) {
  const { label, share, change } = props;
  return (
    <NumberInput
      label={label}
      value={share == null ? undefined : Math.round(share * 1000) / 10}
      min={0}
      max={100}
      step="any"
      empty
      onChange={(percent) => change(percent === null ? null : percent / 100)}
    />
  );
}

/** A value that a loaded rule holds is offered even when the network lacks it, so that it shows and can be changed. */
const known = (options: Option[], value: string | undefined): Option[] =>
  !value || options.some((option) => option.value === value) ? options : [...options, { value, label: value }];

function Among({ rule, change }: { rule: AnyRule; change: (fields: Partial<Record<keyof AnyRule, unknown>>) => void }) {
  const among = rule.core != null ? 'core' : (rule.among ?? 'all');
  return (
    <>
      <Select
        label={say('slot.among')}
        value={among}
        options={(['all', 'each', 'core'] as const).map((value) => ({ value, label: say(`slot.among.${value}`) }))}
        onChange={(value) =>
          change({
            among: value === 'each' ? 'each' : null,
            core: value === 'core' ? CORE : null,
            ...(value === 'core' && { atLeast: 1 }),
          })
        }
      />
      {among === 'core' && (
        <NumberInput
          label={say('slot.core')}
          value={Math.round((rule.core ?? CORE) * 100)}
          min={1}
          max={100}
          onChange={(share) => share !== null && change({ core: share / 100 })}
        />
      )}
    </>
  );
}

/** Chosen members as removable chips, and a field that finds more by name. */
function MemberChips({ chosen, onChange }: { chosen: string[]; onChange: (members: string[]) => void }) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const add = () => {
    const text = input.current?.value.trim();
    const found = network.value.members.find((member) => text && (member.name === text || member.id === text));
    if (!found || !input.current) return;
    input.current.value = '';
    if (!chosen.includes(found.id)) onChange([...chosen, found.id]);
  };
  return (
    <span class="chips">
      {chosen.map((member) => (
        <button
          key={member}
          type="button"
          class="chip"
          aria-label={say('slot.members.remove', { name: nameOf(member) })}
          onClick={() => {
            input.current?.focus();
            onChange(chosen.filter((other) => other !== member));
          }}
        >
          {nameOf(member)} <span aria-hidden="true">×</span>
        </button>
      ))}
      <input
        ref={input}
        list={id}
        aria-label={say('slot.members')}
        placeholder={say('slot.members.add')}
        onChange={add}
        onKeyDown={(event) => {
          if (event.key === 'Enter') add();
        }}
      />
      <datalist id={id}>
        {network.value.members
          .filter((member) => !chosen.includes(member.id))
          .map((member) => (
            <option key={member.id} value={member.name ?? member.id} />
          ))}
      </datalist>
    </span>
  );
}
