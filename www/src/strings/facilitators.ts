/** What is said about neutral facilitators of groups. */
export const texts = {
  'facilitators.title': 'Neutral facilitators',
  'facilitators.lead':
    'Each community gets one who is not in it, is in conflict with nobody there, and keeps with each member those rules that make sense for two. {count} {count|member|members} can facilitate.',
  'facilitators.differ': 'A facilitator must differ from every member in',
  'facilitators.skill': 'How well they facilitate',
  'facilitators.skill.none': '(not counted)',
  'facilitators.find': 'Find facilitators',
  'facilitators.finding': 'Looking…',
  'facilitators.served': '{count} of {all} {all|group has|groups have} a facilitator.',
  'facilitators.fit': 'Technical fit {fit}',
  'facilitators.fit.skill': 'Technical fit {fit}, facilitates at {skill}',
  'facilitators.fit.unknown': 'Nothing is known about the fit',
  'facilitators.trainee': '{name} learns beside',
  'facilitators.excluded': 'What excludes the {count} {count|candidate|candidates}',
  'facilitators.csv': 'Save facilitators (CSV)',
  'facilitators.json': 'Save facilitators (JSON)',
  'facilitators.column.group': 'Group',
  'facilitators.column.facilitator': 'Facilitator',
  'facilitators.column.members': 'Members',
  'facilitators.column.why': 'Why',
} as const satisfies Record<string, string>;
