/** What is said about other plans that are nearly as good. */
export const texts = {
  'options.title': 'Other plans nearly as good',
  'options.lead':
    'Each keeps every rule that must hold and puts a tenth of the members, at least two, elsewhere. The choice is yours.',
  'options.look': 'Look for other plans',
  'options.looking': 'Looking…',
  'options.first': 'The plan formed',
  'options.option': 'Option {at}',
  'options.loses': '{share} lower score',
  'options.gains': '{share} higher score',
  'options.same': 'the same score',
  'options.worst': 'served least: {score}',
  'options.moves': '{count} elsewhere: {members}',
  'options.more': '{count} more',
  'options.show': 'Show',
  'options.show.of': 'Show {plan}',
  'options.shown': 'Shown below',
} as const satisfies Record<string, string>;
