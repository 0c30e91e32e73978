import { DEFAULT_POLICY, type Intent, type Roster } from '../../bot/index.ts';

/** A plain yellow question of the group ht, with one option. */
export function plainQuestion(roster: Roster): Extract<Intent, { type: 'ask' }> {
  return {
    type: 'ask',
    collaboration: 'c',
    number: 'HT-2027-001',
    group: 'ht',
    alsoGroups: [],
    practice: false,
    title: 'Sortering',
    body: 'By time?',
    context: null,
    options: [{ id: 'a', text: 'Tid' }],
    proposal: 'a',
    criticality: 'yellow',
    vendorDate: null,
    policy: DEFAULT_POLICY,
    roster,
  };
}
