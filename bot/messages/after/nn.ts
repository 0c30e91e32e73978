/** Nynorsk: after the decision: local deviations, follow-up actions, quality gates, what comes of a decision. */
import { count } from '../format.ts';
import type { AfterCatalog } from './nb.ts';

export const afterNn: AfterCatalog = {
  gate: { K1: 'godkjent i linja', K2: 'frå tekst til bilete', K3: 'delt med alle' },

  button: {
    gate: (gate, does) => `${gate} ${does} …`,
    deviate: 'Nytt lokalt avvik …',
    review: 'Vurder avvik …',
    addAction: 'Nytt tiltak …',
    report: 'Meld resultat …',
  },

  card: {
    byExpert: (when) => `Svar frå fagekspert ${when}`,
    deviation: (whom, when) => `Lokalt avvik for ${whom}. Blir vurdert på nytt ${when}.`,
    moreDeviations: (n) => (n === 1 ? 'Eitt lokalt avvik til.' : `${count(n, 'nn', 'n')} lokale avvik til.`),
    gate: (gate, when) => `${gate} passert ${when}`,
    actions: (n) => `Tiltak: ${n}`,
    actionsDone: (n, done) => `Tiltak: ${n}, ferdig ${done}`,
    supersededBy: (number) => `Erstatta av ${number}`,
    reopenedAs: (number) => `Teken opp att som ${number}`,
    reopens: (number) => `Tek opp att ${number}, som ikkje er bygd som avgjort.`,
  },

  form: {
    deviate: {
      title: 'Lokalt avvik',
      whom: 'Kven gjeld det for?',
      whomHint: 'Til dømes ein kommune eller ei eining.',
      why: 'Kva er annleis, og kvifor?',
      criticality: 'Kor alvorleg er det?',
      reviewOn: 'Blir vurdert på nytt',
    },
    decide: {
      whom: 'Ved lokalt avvik: kven gjeld det for?',
      why: 'Ved lokalt avvik: kva er annleis, og kvifor?',
      criticality: 'Ved lokalt avvik: kor alvorleg er det?',
      reviewOn: 'Ved lokalt avvik: blir vurdert på nytt',
    },
    review: {
      title: 'Vurder lokalt avvik',
      which: 'Kva avvik?',
      keep: 'Kva skal skje med avviket?',
      kept: 'Vi held på det',
      ended: 'Det blir avslutta, felles løysing gjeld for alle',
      text: 'Grunngjeving',
      reviewOn: 'Blir vurdert igjen',
      reviewOnHint: 'Gjeld når de held på avviket.',
    },
    addAction: {
      title: 'Nytt tiltak',
      area: 'Område',
      areaHint: 'Til dømes opplæring eller rutinar.',
      measure: 'Kva skal gjerast?',
      responsible: 'Ansvarleg',
      responsibleHint: 'Namn eller stilling. Med fullt namn eller e-postadresse får den ansvarlege påminningane sjølv.',
      due: 'Frist',
      reports: 'Rapportering',
      none: 'Berre ved fristen',
      tertial: 'Kvart tertial',
      year: 'Kvart år på ein fast dato',
      reportOn: 'Dato for årleg rapport',
      reportOnHint: 'Berre dag og månad blir brukte.',
    },
    report: {
      title: 'Meld resultat',
      which: 'Kva tiltak?',
      text: 'Resultat',
      done: 'Er tiltaket ferdig?',
      notDone: 'Nei, ikkje enno',
      finished: 'Ja, ferdig',
    },
    gate: {
      title: (gate) => `Kvalitetspunkt ${gate}`,
      intro: (gate, does) => `${gate}: ${does}.`,
      text: 'Merknad eller lenkje',
      hint: 'Kan stå tomt.',
      submit: 'Merk som passert',
    },
    /** What is wrong with a date, by the field it stands in. */
    dateFault: {
      reviewOn: 'Vel ein dato fram i tid.',
      due: 'Vel dagens dato eller ein seinare.',
      reportOn: 'Vel ein dato.',
    },
  },

  details: {
    vendorAnswer: 'Svar til leverandøren',
    check: 'Kontroll',
    gates: 'Kvalitetspunkt',
    gate: (gate, does, when, who) => `${gate} ${does}: ${when}, ${who}`,
    deviations: 'Lokale avvik',
    deviation: (whom) => `Gjeld ${whom}`,
    review: (when) => `blir vurdert på nytt ${when}`,
    kept: (when, who) => `Halde på ${when} av ${who}`,
    ended: (when, who) => `Avslutta ${when} av ${who}`,
    actions: 'Tiltak',
    responsible: (who) => `ansvarleg: ${who}`,
    due: (when) => `frist ${when}`,
    done: (when) => `ferdig ${when}`,
    tertial: 'blir rapportert kvart tertial',
    yearly: (when) => `blir rapportert kvart år ${when}`,
    result: (when, who) => `Resultat ${when}, ${who}`,
    addedBy: (when, who) => `Lagt inn ${when} av ${who}`,
    reopens: (number) => `Tek opp att ${number}`,
    supersededBy: (when, number) => `${when}: erstatta av ${number}`,
    reopenedAs: (when, number) => `${when}: teken opp att som ${number}`,
  },

  note: {
    gate: (gate, does) => `${gate} er passert: ${does}.`,
    deviation: (whom, why, when) => `Lokalt avvik for ${whom}: ${why} Blir vurdert på nytt ${when}.`,
    action: (measure, who, when) => `Nytt tiltak: ${measure} Ansvarleg: ${who}. Frist ${when}.`,
    superseded: (number) => `Avgjerda er erstatta av ${number}.`,
    reopened: (number) => `Det er ikkje bygd som avgjort. Saka er teken opp att som ${number}.`,
  },

  person: {
    gate: (number, gate, does) => `${number} er avgjord. Neste kvalitetspunkt er ${gate}: ${does}.`,
    review: (number, whom) => `${number}: Det lokale avviket for ${whom} skal vurderast på nytt.`,
    action: {
      soon: (number, when) => `Tiltaket frå ${number} har frist ${when}.`,
      due: (number, when) => `Fristen for tiltaket frå ${number} er ${when}. Korleis gjekk det?`,
      report: (number, when) => `Tiltaket frå ${number} skal rapporterast ${when}.`,
    },
    superseded: (old, number) => `Du svarte på ${old}. No gjeld ${number} i staden.`,
    reopened: (old, number) => `${old} er ikkje bygd som avgjort. Saka er teken opp att som ${number}.`,
  },

  reopening: {
    context: (number, when) => `${number} vart kontrollert ${when}. Det er ikkje bygd slik gruppa avgjorde.`,
    differs: (what) => `Dette er annleis: ${what}`,
  },

  case: {
    unknown: (number) =>
      `Eg finn inga sak med nummeret ${number}. Sjekk nummeret, eller skriv «status» for å sjå dei opne sakene.`,
    which: 'Skriv nummeret på saka etter ordet, til dømes: sak HT-2027-014.',
  },

  /** Of the table of follow-up actions, in the order of its columns. */
  table: { header: ['Sak', 'Gruppe', 'Område', 'Ansvarleg', 'Frist', 'Tiltak', 'Resultat'], done: 'ferdig' },

  list: {
    head: (n) => (n === 1 ? 'Eitt ope tiltak' : `${count(n, 'nn', 'n')} opne tiltak`),
    overdueHead: (n) => `${count(n, 'nn', 'n')} over fristen`,
    overdue: (when) => `over fristen ${when}`,
    none: 'Ingen opne tiltak i gruppene dine.',
    more: (n) => (n === 1 ? 'Eitt tiltak til.' : `${count(n, 'nn', 'n')} tiltak til.`),
  },
};
