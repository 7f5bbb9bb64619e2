/** What the coordinator has chosen: the scenario, in the shape in which the page edits it. */
import { computed, signal } from '@preact/signals';
import type {
  Criterion,
  Effort,
  ErrorReport,
  Form,
  Keep,
  Network,
  Pin,
  Rule,
  Scenario,
  Want,
} from 'commonground';

export type FormName = Form['form'];
type PairsForm = Extract<Form, { form: 'pairs' }>;

/** A wish or rule; one that the engine says cannot apply to the chosen form is set aside with its reason. */
export interface Wish {
  key: number;
  on: string;
  want: Want;
  weight: number;
  aside?: ErrorReport;
}
export interface Draft {
  key: number;
  rule: Rule;
  aside?: ErrorReport;
}

interface Forms {
  pairs: PairsForm;
  communities: Extract<Form, { form: 'communities' }>;
  coaching: Extract<Form, { form: 'coaching' }>;
  panel: Extract<Form, { form: 'panel' }>;
}

const FORMS: Forms = {
  pairs: { form: 'pairs', rounds: 1, odd: 'trio', objective: 'total' },
  communities: { form: 'communities', size: [4, 6], themes: false, perMember: 1, objective: 'perMember' },
  coaching: { form: 'coaching', perLearner: [1, 1], objective: 'total' },
  panel: { form: 'panel', seats: 5, quotas: [], objective: 'equal' },
};

/** The mix and effort of a scenario that names none, as in the contract. */
const MIDDLE = 0.5;
const EFFORT = { seconds: 5, seed: 1 };
/** A fair lottery over some hundred members takes longer to find than groups of them. */
const PANEL_SECONDS = 30;

let lastKey = 0;
const key = (): number => ++lastKey;

export const network = signal<Network>({ members: [] });
export const wishes = signal<Wish[]>([]);
export const drafts = signal<Draft[]>([]);
export const mix = signal(MIDDLE);
export const formName = signal<FormName>('pairs');
export const forms = signal(FORMS);
export const effort = signal<Effort>(EFFORT);
/** Kept apart, so that whoever looks at a panel does not wait for communities as long. */
const panelSeconds = signal(PANEL_SECONDS);
export const seconds = computed(() => (formName.value === 'panel' ? panelSeconds.value : effort.value.seconds));
/** Parts of a loaded scenario that the page passes on but does not edit. */
export const rest = signal<{ keep?: Keep | null; pins?: Pin[] }>({});

/** More than two who sit together make tables, which know neither an odd one out nor another aim. */
export const form = computed<Form>(() => {
  if (formName.value !== 'pairs') return forms.value[formName.value];
  const { size = 2, odd, objective, ...tables } = forms.value.pairs;
  return (size > 2 ? { ...tables, size } : { ...tables, odd, objective }) as Form;
});
export const usedWishes = computed(() =>
  wishes.value.filter(({ aside, want }) => !aside && (formName.value !== 'panel' || want !== 'preferred')),
);
export const usedDrafts = computed(() => drafts.value.filter((draft) => !draft.aside));

export const scenario = computed<Scenario>(() => ({
  criteria: usedWishes.value.map(({ on, want, weight }): Criterion => ({ on, want, weight })),
  mix: mix.value,
  rules: usedDrafts.value.map((draft) => draft.rule),
  form: form.value,
  effort: { ...effort.value, seconds: seconds.value },
  ...rest.value,
}));

export function useScenario(given: Scenario): void {
  wishes.value = (given.criteria ?? []).map(({ on, want, weight }) => ({ key: key(), on, want, weight: weight ?? 1 }));
  drafts.value = (given.rules ?? []).map((rule) => ({ key: key(), rule }));
  mix.value = given.mix ?? MIDDLE;
  formName.value = given.form.form;
  forms.value = { ...FORMS, [given.form.form]: { ...FORMS[given.form.form], ...given.form } };
  effort.value = { ...EFFORT, ...given.effort };
  panelSeconds.value = PANEL_SECONDS;
  if (given.form.form === 'panel') {
    panelSeconds.value = given.effort?.seconds ?? PANEL_SECONDS;
    effort.value = { ...effort.value, seconds: EFFORT.seconds };
  }
  rest.value = { ...(given.keep && { keep: given.keep }), ...(given.pins?.length && { pins: given.pins }) };
}

/** Chooses what to form; what was set aside for another form gets another chance. */
export function chooseForm(name: FormName): void {
  formName.value = name;
  wishes.value = wishes.value.map(({ aside: _, ...wish }) => wish);
  drafts.value = drafts.value.map(({ aside: _, ...draft }) => draft);
}

export function changeSeconds(to: number): void {
  if (formName.value === 'panel') panelSeconds.value = to;
  else effort.value = { ...effort.value, seconds: to };
}

export function changeForm<F extends FormName>(name: F, change: Partial<Forms[F]>): void {
  forms.value = { ...forms.value, [name]: { ...forms.value[name], ...change } };
}

/** Changes, adds (without a wish so far) or removes (`want` null) a wish. */
export function changeWish(wish: Wish | undefined, on: string, change: { want?: Want | null; weight?: number }): void {
  if (change.want === null) wishes.value = wishes.value.filter((other) => other !== wish);
  else if (wish) {
    const { aside: _, ...plain } = wish;
    wishes.value = wishes.value.map((other) => (other === wish ? { ...plain, ...(change as Partial<Wish>) } : other));
  } else if (change.want) wishes.value = [...wishes.value, { key: key(), on, want: change.want, weight: 1 }];
}

export function addRule(rule: Rule): void {
  drafts.value = [...drafts.value, { key: key(), rule }];
}

export function changeRule(draft: Draft, change: Record<string, unknown>): void {
  const rule = Object.fromEntries(Object.entries({ ...draft.rule, ...change }).filter(([, value]) => value != null));
  drafts.value = drafts.value.map((other) =>
    other === draft ? { key: draft.key, rule: rule as unknown as Rule } : other,
  );
}

export function removeRule(draft: Draft): void {
  drafts.value = drafts.value.filter((other) => other !== draft);
}

/** How many sit at a table; null where two by two, or something else, is formed. */
export const tableSize = (given: Form | undefined): number | null => {
  const { size = 2 }: Partial<PairsForm> = given?.form === 'pairs' ? given : {};
  return size > 2 ? size : null;
};

const byId = computed(() => new Map(network.value.members.map((member) => [member.id, member])));
export const member = (id: string) => byId.value.get(id);
export const nameOf = (id: string): string => byId.value.get(id)?.name ?? id;
export const themeName = (id: string): string => network.value.themes?.find((theme) => theme.id === id)?.label ?? id;
