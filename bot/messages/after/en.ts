/** English: after the decision: local deviations, follow-up actions, quality gates, what comes of a decision. */
import { count } from '../format.ts';
import type { AfterCatalog } from './nb.ts';

function many(n: number, what: string): string {
  return `${count(n, 'en', 'n')} ${what}${n === 1 ? '' : 's'}`;
}

export const afterEn: AfterCatalog = {
  gate: { K1: 'approved in the line', K2: 'from text to picture', K3: 'shared with all' },

  button: {
    gate: (gate, does) => `${gate} ${does} …`,
    deviate: 'New local deviation …',
    review: 'Review deviation …',
    addAction: 'New action …',
    report: 'Report result …',
  },

  card: {
    byExpert: (when) => `Answered by an expert ${when}`,
    deviation: (whom, when) => `Local deviation for ${whom}. Reviewed again ${when}.`,
    moreDeviations: (n) => `${many(n, 'more local deviation')}.`,
    gate: (gate, when) => `${gate} passed ${when}`,
    actions: (n) => `Actions: ${n}`,
    actionsDone: (n, done) => `Actions: ${n}, done ${done}`,
    supersededBy: (number) => `Superseded by ${number}`,
    reopenedAs: (number) => `Taken up again as ${number}`,
    reopens: (number) => `Takes up ${number} again. It is not built as decided.`,
  },

  form: {
    deviate: {
      title: 'Local deviation',
      whom: 'For whom?',
      whomHint: 'For example a municipality or a unit.',
      why: 'What is different, and why?',
      criticality: 'How serious is it?',
      reviewOn: 'Reviewed again',
    },
    decide: {
      whom: 'For a local deviation: for whom?',
      why: 'For a local deviation: what is different, and why?',
      criticality: 'For a local deviation: how serious is it?',
      reviewOn: 'For a local deviation: reviewed again',
    },
    review: {
      title: 'Review local deviation',
      which: 'Which deviation?',
      keep: 'What becomes of the deviation?',
      kept: 'It is kept',
      ended: 'It ends, the common solution holds for all',
      text: 'Reason',
      reviewOn: 'Reviewed again',
      reviewOnHint: 'Used when the deviation is kept.',
    },
    addAction: {
      title: 'New action',
      area: 'Area',
      areaHint: 'For example training or routines.',
      measure: 'What shall be done?',
      responsible: 'Responsible',
      responsibleHint: 'Name or post. With a full name or an e-mail address, that person gets the reminders.',
      due: 'Due',
      reports: 'Reporting',
      none: 'Only when due',
      tertial: 'Every four months',
      year: 'Every year on a fixed date',
      reportOn: 'Date of the yearly report',
      reportOnHint: 'Only the day and the month are used.',
    },
    report: {
      title: 'Report result',
      which: 'Which action?',
      text: 'Result',
      done: 'Is the action done?',
      notDone: 'No, not yet',
      finished: 'Yes, done',
    },
    gate: {
      title: (gate) => `Quality gate ${gate}`,
      intro: (gate, does) => `${gate}: ${does}.`,
      text: 'Remark or link',
      hint: 'May be left empty.',
      submit: 'Mark as passed',
    },
    /** What is wrong with a date, by the field it stands in. */
    dateFault: {
      reviewOn: 'Choose a date that is still to come.',
      due: 'Choose today or a later date.',
      reportOn: 'Choose a date.',
    },
  },

  details: {
    vendorAnswer: 'Answer to the vendor',
    check: 'Check',
    gates: 'Quality gates',
    gate: (gate, does, when, who) => `${gate} ${does}: ${when}, ${who}`,
    deviations: 'Local deviations',
    deviation: (whom) => `For ${whom}`,
    review: (when) => `reviewed again ${when}`,
    kept: (when, who) => `Kept ${when} by ${who}`,
    ended: (when, who) => `Ended ${when} by ${who}`,
    actions: 'Actions',
    responsible: (who) => `responsible: ${who}`,
    due: (when) => `due ${when}`,
    done: (when) => `done ${when}`,
    tertial: 'reported every four months',
    yearly: (when) => `reported every year ${when}`,
    result: (when, who) => `Result ${when}, ${who}`,
    addedBy: (when, who) => `Added ${when} by ${who}`,
    reopens: (number) => `Takes up ${number} again`,
    supersededBy: (when, number) => `${when}: superseded by ${number}`,
    reopenedAs: (when, number) => `${when}: taken up again as ${number}`,
  },

  note: {
    gate: (gate, does) => `${gate} is passed: ${does}.`,
    deviation: (whom, why, when) => `Local deviation for ${whom}: ${why} Reviewed again ${when}.`,
    action: (measure, who, when) => `New action: ${measure} Responsible: ${who}. Due ${when}.`,
    superseded: (number) => `The decision is superseded by ${number}.`,
    reopened: (number) => `It is not built as decided. The question is taken up again as ${number}.`,
  },

  person: {
    gate: (number, gate, does) => `${number} is decided. The next quality gate is ${gate}: ${does}.`,
    review: (number, whom) => `${number}: The local deviation for ${whom} is to be reviewed.`,
    action: {
      soon: (number, when) => `The action from ${number} is due ${when}.`,
      due: (number, when) => `The action from ${number} was to be done by ${when}. How did it go?`,
      report: (number, when) => `The action from ${number} is to be reported ${when}.`,
    },
    superseded: (old, number) => `You answered ${old}. Now ${number} holds instead.`,
    reopened: (old, number) => `${old} is not built as decided. It is taken up again as ${number}.`,
  },

  reopening: {
    context: (number, when) => `${number} was checked ${when}. It is not built as the group decided.`,
    differs: (what) => `This is different: ${what}`,
  },

  case: {
    unknown: (number) =>
      `I can’t find a question with the number ${number}. Check the number, or write “status” to see the open ones.`,
    which: 'Write the number of the question after the word, for example: case HT-2027-014.',
  },

  /** Of the table of follow-up actions, in the order of its columns. */
  table: { header: ['Question', 'Group', 'Area', 'Responsible', 'Due', 'Measure', 'Result'], done: 'done' },

  list: {
    head: (n) => many(n, 'open action'),
    overdueHead: (n) => `${count(n, 'en', 'n')} overdue`,
    overdue: (when) => `overdue since ${when}`,
    none: 'No open actions in your groups.',
    more: (n) => `${many(n, 'more action')}.`,
  },
};
