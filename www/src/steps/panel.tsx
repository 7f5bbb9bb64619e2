/** The settings of a panel: its seats, who may be on it, and its quotas. */
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { Role, SeatQuota } from 'commonground';
import { styled } from '../later.tsx';
import { names, speaker } from '../say.ts';
import type { Slot } from '../say.ts';
import { announce } from '../state/announce.ts';
import { problemsAt } from '../state/problems.ts';
import { changeForm, forms, network } from '../state/settings.ts';
import { texts } from '../strings/panel.ts';
import { Choice, NumberField, NumberInput, Problems, Select } from '../ui.tsx';
import style from '../style/panel.css?url';
import { attributesFor, valuesOf } from './rulebook.ts';
import type { Option } from './rulebook.ts';

await styled(style);

const { say, pieces } = speaker(texts);

export function PanelOptions() {
  const id = useId();
  const { seats, role, objective, ratings = [], include = [], exclude = [], eligible = [] } = forms.value.panel;
  const roles: (Role | 'any')[] = ['any', 'lead'];
  // Another role can come with a file.
  if (role && role !== 'lead') roles.push(role);
  const kept = Object.entries({ include, exclude, eligible }).filter(([, list]) => list.length > 0);
  return (
    <>
      <NumberField
        label={say('panel.seats')}
        value={seats}
        min={1}
        onChange={(value) => value !== null && changeForm('panel', { seats: value })}
      />
      <div class="field">
        <label for={id}>{say('panel.role')}</label>
        <Select
          id={id}
          value={role ?? 'any'}
          options={roles.map((value) => ({ value, label: say(`panel.role.${value}`) }))}
          onChange={(value) => changeForm('panel', { role: value === 'any' ? null : value })}
        />
      </div>
      {(ratings.length > 0 || objective === 'score') && (
        <Choice
          legend={say('panel.objective')}
          value={objective ?? 'equal'}
          options={(['equal', 'score'] as const).map((value) => ({ value, label: say(`panel.objective.${value}`) }))}
          onChange={(value) => changeForm('panel', { objective: value })}
        />
      )}
      <Quotas />
      {kept.length > 0 && (
        <p class="hint panel-kept">
          {say('panel.kept', {
            what: names(kept.map(([what, { length }]) => say(`panel.kept.${what as 'include'}`, { count: length }))),
          })}
        </p>
      )}
    </>
  );
}

function Quotas() {
  const list = useRef<HTMLUListElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const [added, setAdded] = useState(0);
  useEffect(() => {
    if (added > 0) list.current?.querySelector<HTMLElement>(':scope > li:last-child input')?.focus();
  }, [added]);
  const { quotas = [] } = forms.value.panel;
  const attributes = attributesFor(network.value, 'countable');
  const change = (to: SeatQuota[]) => changeForm('panel', { quotas: to });
  return (
    <fieldset class="quotas">
      <legend>{say('panel.quotas')}</legend>
      <p class="hint">{say(quotas.length > 0 ? 'panel.quotas.about' : 'panel.quotas.none')}</p>
      <ul ref={list}>
        {quotas.map((quota, at) => (
          <Row
            key={at}
            at={at}
            quota={quota}
            attributes={attributes}
            onChange={(fields) => change(quotas.map((other, nth) => (nth === at ? { ...quota, ...fields } : other)))}
            onRemove={() => {
              // The button goes with its row; the focus moves to what stays.
              button.current?.focus();
              change(quotas.filter((_, nth) => nth !== at));
              announce(say('panel.quota.removed'));
            }}
          />
        ))}
      </ul>
      <button
        ref={button}
        type="button"
        onClick={() => {
          change([...quotas, { ...held(attributes[0]?.value ?? ''), atLeast: 1 }]);
          setAdded(added + 1);
        }}
      >
        {say('panel.quota.add')}
      </button>
    </fieldset>
  );
}

/** An attribute, and the first of its values. */
const held = (attribute: string) => ({ attribute, value: valuesOf(network.value, attribute)[0]?.value ?? '' });

interface RowProps {
  at: number;
  quota: SeatQuota;
  attributes: Option[];
  onChange: (fields: Partial<SeatQuota>) => void;
  onRemove: () => void;
}

function Row({ at, quota, attributes, onChange, onRemove }: RowProps) {
  const which = { at: at + 1 };
  return (
    <li>
      <div class="quota" role="group" aria-label={say('panel.quota', which)}>
        <p class="quota-sentence">
          {pieces('panel.quota.sentence').map((piece, place) =>
            typeof piece === 'string' ? (
              <span key={place}>{piece}</span>
            ) : (
              <Control key={place} slot={piece} {...{ quota, attributes, onChange }} />
            ),
          )}
        </p>
        <button type="button" class="quiet" aria-label={say('panel.quota.remove.of', which)} onClick={onRemove}>
          {say('panel.quota.remove')}
        </button>
        <Problems of={problemsAt(`scenario.form.quotas[${at}]`)} />
      </div>
    </li>
  );
}

function Control(props: Pick<RowProps, 'quota' | 'attributes' | 'onChange'> & { slot: Slot }) {
  const { slot, quota, attributes, onChange } = props;
  const { attribute, value, atLeast, atMost } = quota;
  switch (slot.name) {
    case 'fewest':
      return (
        <NumberInput
          label={say('panel.quota.fewest')}
          value={atLeast}
          min={0}
          empty
          onChange={(given) => onChange({ atLeast: given })}
        />
      );
    case 'most':
      return (
        <NumberInput
          label={say('panel.quota.most')}
          value={atMost}
          min={0}
          empty
          onChange={(given) => onChange({ atMost: given })}
        />
      );
    case 'attribute':
      return (
        <Select
          label={say('panel.quota.attribute')}
          value={attribute}
          options={known(attributes, attribute)}
          onChange={(given) => onChange(held(given))}
        />
      );
    default:
      return (
        <Select
          label={say('panel.quota.value')}
          value={value}
          options={known(valuesOf(network.value, attribute), value)}
          onChange={(given) => onChange({ value: given })}
        />
      );
  }
}

/** What a file brought is offered even when the network lacks it, so that it shows and can be changed. */
const known = (options: Option[], value: string): Option[] =>
  !value || options.some((option) => option.value === value) ? options : [...options, { value, label: value }];
