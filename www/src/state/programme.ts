/** Several plans over one network, of which later ones know the earlier ones. */
import { computed, effect, signal } from '@preact/signals';
import type { EarlierPlan, Input, Network, Plan, Programme, ProgrammeInput, Rule, Scenario } from 'commonground';
import { number, speaker } from '../say.ts';
import { texts } from '../strings/programme.ts';
import { announce } from './announce.ts';
import { formPlan, formed } from './plan.ts';
import type { Formed } from './plan.ts';
import { addRule, changeForm, chooseForm, drafts, formName, forms, nameOf, network, tableSize, themeName } from './settings.ts';

const { say } = speaker(texts);

/** A plan that is kept, and what it is called. */
export interface Kept extends Formed {
  id: string;
}

export type Next = 'pairs' | 'communities' | 'coaching' | 'facilitators';
export type Mates = { want: 'same' | 'different'; step: string } | null;

const all = signal<{ members: Network['members']; steps: Kept[] }>({ members: [], steps: [] });

/** The steps kept of the network at hand. */
export const kept = computed(() => (all.value.members === network.value.members ? all.value.steps : []));

/** Whether the plan at hand is none of the steps. */
export const fresh = computed(() => {
  const now = formed.value;
  return now && !kept.value.some(({ plan }) => plan === now.plan) ? now : null;
});

type What = 'pairs' | 'tables' | 'communities' | 'coaching' | 'panel' | 'facilitators';

const whatOf = ({ input: { scenario }, plan }: Formed): What => {
  if (plan.form === 'coaching') return servedBy(scenario) ? 'facilitators' : 'coaching';
  return tableSize(scenario.form) ? 'tables' : (plan.form as What);
};

/** The groups that are facilitated, where they are. */
const servedBy = ({ form }: Scenario): EarlierPlan | null =>
  form.form === 'coaching' && form.to === 'groups' ? (form.plan ?? null) : null;

const titled = (at: number, formed: Formed): string => say('programme.step', { at, what: say(`programme.what.${whatOf(formed)}`) });

/** The steps and the plan at hand, in their order, each with its title. */
export const columns = computed((): Kept[] => {
  const now = fresh.value;
  return now ? [...kept.value, { ...now, id: say('programme.now', { what: say(`programme.what.${whatOf(now)}`) }) }] : kept.value;
});

/** What the plan at hand will be called, where it is not kept yet. */
const willBe = computed(() => {
  const now = fresh.value;
  return now ? [...kept.value, { ...now, id: titled(kept.value.length + 1, now) }] : kept.value;
});

/** Steps with groups of which later ones can ask who was in one. */
export const grouped = computed(() => willBe.value.filter(({ plan }) => ['pairs', 'communities'].includes(plan.form)));

/** Steps whose groups can be facilitated. */
export const facilitated = computed(() => willBe.value.filter(({ plan }) => plan.form === 'communities'));

export function keep(): void {
  if (!fresh.value) return;
  all.value = { members: network.value.members, steps: willBe.value };
  announce(say('programme.kept', { at: kept.value.length }));
}

/** Only the last: others may be what later ones were formed by. */
export function removeLast(): void {
  all.value = { ...all.value, steps: kept.value.slice(0, -1) };
  announce(say('programme.removed'));
}

const earlier = ({ plan: { form, groups } }: Formed): EarlierPlan => ({
  form,
  groups: groups.map(({ id, members, theme }) => ({ id, members, ...(theme != null && { theme }) })),
});

/** The groups that were last given to be facilitated. */
let given: EarlierPlan | null = null;

/** Keeps the plan at hand, chooses what is next and forms it. Whether there is a plan then. */
export async function goOn(next: Next, mates: Mates, of: string): Promise<boolean> {
  keep();
  const step = (id: string) => kept.value.find((one) => one.id === id);
  // What an earlier step asked of groupmates was meant for that step.
  drafts.value = drafts.value.filter(({ rule }) => rule.rule !== 'groupmates' || rule.step == null);
  chooseForm(next === 'facilitators' ? 'coaching' : next);
  coachLearners();
  const served = next === 'facilitators' ? step(of) : undefined;
  given = served ? earlier(served) : null;
  if (given) changeForm('coaching', { to: 'groups', plan: given });
  const asked = next !== 'facilitators' && mates ? step(mates.step) : undefined;
  if (mates && asked) addRule({ rule: 'groupmates', want: mates.want, step: asked.id, plan: earlier(asked) } as Rule);
  return formPlan();
}

// Whoever chooses coaching again later means coaching of learners.
effect(() => {
  if (formName.value === 'coaching') return;
  if (given && forms.peek().coaching.plan === given) coachLearners();
});

/** Coaching is of learners again, not of groups. */
function coachLearners(): void {
  const { to: _, plan: __, ...coaching } = forms.peek().coaching;
  forms.value = { ...forms.peek(), coaching };
}

/** Where a member is in a plan, in words; null where it takes no part. */
export function placeIn(member: string, { input, plan }: Formed): string | null {
  const rounds = new Set(plan.groups.map(({ round }) => round)).size > 1;
  const served = servedBy(input.scenario)?.groups ?? [];
  const inRound = (place: string, round: number | null | undefined) =>
    rounds && round != null ? say('programme.group.round', { round: number(round), place }) : place;
  const pairs = whatOf({ input, plan }) === 'pairs';
  const places = plan.groups.flatMap(({ members, round, theme }, at) => {
    if (!members.includes(member)) return [];
    if (plan.form === 'panel') return [say('programme.panel')];
    const others = members.filter((other) => other !== member).map(nameOf);
    if (pairs) return [inRound(say('programme.group.pairs', { names: others.join(', ') }), round)];
    const title = say(plan.form === 'pairs' ? 'group.table' : 'group.community', { at: at + 1 });
    return [inRound(theme == null ? title : `${title} (${themeName(theme)})`, round)];
  });
  const said = (code: 'programme.coached' | 'programme.coaches' | 'programme.facilitates', names: string[]) =>
    names.length > 0 ? [say(code, { names: names.join(', ') })] : [];
  const coaches = plan.coaching.filter(({ learner }) => learner === member).map(({ coach }) => nameOf(coach));
  const learners = plan.coaching.filter(({ coach }) => coach === member).map(({ learner }) => nameOf(learner));
  const groupTitle = (id: string) => say('group.community', { at: served.findIndex((group) => group.id === id) + 1 });
  const guides = (plan.facilitators ?? []).filter(({ facilitator }) => facilitator === member);
  const own = served.find(({ members }) => members.includes(member));
  const theirs = (plan.facilitators ?? []).filter(({ group }) => group === own?.id).map(({ facilitator }) => nameOf(facilitator));
  const found = [
    ...places,
    ...said('programme.coached', coaches),
    ...said('programme.coaches', learners),
    ...said('programme.facilitates', guides.map(({ group }) => groupTitle(group))),
    ...(own && theirs.length > 0 ? [`${groupTitle(own.id)}: ${theirs.join(', ')}`] : []),
  ];
  if (found.length > 0) return found.join('; ');
  const left = plan.form !== 'panel' && plan.unplaced.some((one) => one.member === member);
  return left ? say('programme.unplaced') : null;
}

/** All steps: what the command line takes as a programme, and the plans. */
export function toJson(steps: Kept[]): string {
  const ids = new Set(steps.map(({ id }) => id));
  const input: ProgrammeInput = {
    network: network.value,
    steps: steps.map(({ id, input }) => {
      const { rules = [], form } = input.scenario;
      const of = steps.find((step) => servedBy(input.scenario) && sameGroups(earlier(step), servedBy(input.scenario)));
      const { plan: _, ...unserved } = { plan: null, ...form };
      return {
        id,
        scenario: {
          ...input.scenario,
          rules: rules.map((rule) =>
            rule.rule === 'groupmates' && rule.step != null && ids.has(rule.step) ? { ...rule, plan: null } : rule,
          ),
          form: of ? (unserved as Input['scenario']['form']) : form,
        },
        ...(of && { of: of.id }),
      };
    }),
  };
  const programme: Pick<Programme, 'steps'> = { steps: steps.map(({ id, plan }): { step: string; plan: Plan } => ({ step: id, plan })) };
  return `${JSON.stringify({ input, programme }, null, 2)}\n`;
}

const sameGroups = (one: EarlierPlan, other: EarlierPlan | null): boolean => JSON.stringify(one) === JSON.stringify(other);
