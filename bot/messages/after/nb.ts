/** Bokmål: after the decision: local deviations, follow-up actions, quality gates, what comes of a decision. */
import type { Gate } from '../../domain/index.ts';
import { count } from '../format.ts';

export const afterNb = {
  gate: { K1: 'godkjent i linja', K2: 'fra tekst til bilde', K3: 'delt med alle' } satisfies Record<Gate, string>,

  button: {
    gate: (gate: string, does: string) => `${gate} ${does} …`,
    deviate: 'Nytt lokalt avvik …',
    review: 'Vurder avvik …',
    addAction: 'Nytt tiltak …',
    report: 'Meld resultat …',
  },

  card: {
    byExpert: (when: string) => `Besvart av fagekspert ${when}`,
    deviation: (whom: string, when: string) => `Lokalt avvik for ${whom}. Vurderes på nytt ${when}.`,
    moreDeviations: (n: number) => (n === 1 ? 'Ett lokalt avvik til.' : `${count(n, 'nb', 'n')} lokale avvik til.`),
    gate: (gate: string, when: string) => `${gate} passert ${when}`,
    actions: (n: number) => `Tiltak: ${n}`,
    actionsDone: (n: number, done: number) => `Tiltak: ${n}, ferdig ${done}`,
    supersededBy: (number: string) => `Erstattet av ${number}`,
    reopenedAs: (number: string) => `Tatt opp igjen som ${number}`,
    reopens: (number: string) => `Tar opp igjen ${number}, som ikke er bygget som besluttet.`,
  },

  form: {
    deviate: {
      title: 'Lokalt avvik',
      whom: 'Hvem gjelder det for?',
      whomHint: 'For eksempel en kommune eller en enhet.',
      why: 'Hva er annerledes, og hvorfor?',
      criticality: 'Hvor alvorlig er det?',
      reviewOn: 'Vurderes på nytt',
    },
    /** The same, where it is part of a body's decision. */
    decide: {
      whom: 'Ved lokalt avvik: hvem gjelder det for?',
      why: 'Ved lokalt avvik: hva er annerledes, og hvorfor?',
      criticality: 'Ved lokalt avvik: hvor alvorlig er det?',
      reviewOn: 'Ved lokalt avvik: vurderes på nytt',
    },
    review: {
      title: 'Vurder lokalt avvik',
      which: 'Hvilket avvik?',
      keep: 'Hva skal skje med avviket?',
      kept: 'Det beholdes',
      ended: 'Det avsluttes, felles løsning gjelder for alle',
      text: 'Begrunnelse',
      reviewOn: 'Vurderes igjen',
      reviewOnHint: 'Gjelder når avviket beholdes.',
    },
    addAction: {
      title: 'Nytt tiltak',
      area: 'Område',
      areaHint: 'For eksempel opplæring eller rutiner.',
      measure: 'Hva skal gjøres?',
      responsible: 'Ansvarlig',
      responsibleHint: 'Navn eller stilling. Med fullt navn eller e-postadresse får den ansvarlige påminnelsene selv.',
      due: 'Frist',
      reports: 'Rapportering',
      none: 'Bare ved fristen',
      tertial: 'Hvert tertial',
      year: 'Hvert år på en fast dato',
      reportOn: 'Dato for årlig rapport',
      reportOnHint: 'Bare dag og måned blir brukt.',
    },
    report: {
      title: 'Meld resultat',
      which: 'Hvilket tiltak?',
      text: 'Resultat',
      done: 'Er tiltaket ferdig?',
      notDone: 'Nei, ikke ennå',
      finished: 'Ja, ferdig',
    },
    gate: {
      title: (gate: string) => `Kvalitetspunkt ${gate}`,
      intro: (gate: string, does: string) => `${gate}: ${does}.`,
      text: 'Merknad eller lenke',
      hint: 'Kan stå tomt.',
      submit: 'Merk som passert',
    },
    /** What is wrong with a date, by the field it stands in. */
    dateFault: {
      reviewOn: 'Velg en dato fram i tid.',
      due: 'Velg dagens dato eller en senere.',
      reportOn: 'Velg en dato.',
    },
  },

  details: {
    vendorAnswer: 'Svar til leverandøren',
    check: 'Kontroll',
    gates: 'Kvalitetspunkter',
    gate: (gate: string, does: string, when: string, who: string) => `${gate} ${does}: ${when}, ${who}`,
    deviations: 'Lokale avvik',
    deviation: (whom: string) => `Gjelder ${whom}`,
    review: (when: string) => `vurderes på nytt ${when}`,
    kept: (when: string, who: string) => `Beholdt ${when} av ${who}`,
    ended: (when: string, who: string) => `Avsluttet ${when} av ${who}`,
    actions: 'Tiltak',
    responsible: (who: string) => `ansvarlig: ${who}`,
    due: (when: string) => `frist ${when}`,
    done: (when: string) => `ferdig ${when}`,
    tertial: 'rapporteres hvert tertial',
    yearly: (when: string) => `rapporteres hvert år ${when}`,
    result: (when: string, who: string) => `Resultat ${when}, ${who}`,
    addedBy: (when: string, who: string) => `Lagt inn ${when} av ${who}`,
    reopens: (number: string) => `Tar opp igjen ${number}`,
    supersededBy: (when: string, number: string) => `${when}: erstattet av ${number}`,
    reopenedAs: (when: string, number: string) => `${when}: tatt opp igjen som ${number}`,
  },

  note: {
    gate: (gate: string, does: string) => `${gate} er passert: ${does}.`,
    deviation: (whom: string, why: string, when: string) =>
      `Lokalt avvik for ${whom}: ${why} Vurderes på nytt ${when}.`,
    action: (measure: string, who: string, when: string) => `Nytt tiltak: ${measure} Ansvarlig: ${who}. Frist ${when}.`,
    superseded: (number: string) => `Beslutningen er erstattet av ${number}.`,
    reopened: (number: string) => `Det er ikke bygget som besluttet. Saken er tatt opp igjen som ${number}.`,
  },

  person: {
    gate: (number: string, gate: string, does: string) =>
      `${number} er besluttet. Neste kvalitetspunkt er ${gate}: ${does}.`,
    review: (number: string, whom: string) => `${number}: Det lokale avviket for ${whom} skal vurderes på nytt.`,
    action: {
      soon: (number: string, when: string) => `Tiltaket fra ${number} har frist ${when}.`,
      due: (number: string, when: string) => `Fristen for tiltaket fra ${number} er ${when}. Hvordan gikk det?`,
      report: (number: string, when: string) => `Tiltaket fra ${number} skal rapporteres ${when}.`,
    },
    superseded: (old: string, number: string) => `Du svarte på ${old}. Nå gjelder ${number} i stedet.`,
    reopened: (old: string, number: string) =>
      `${old} er ikke bygget som besluttet. Saken er tatt opp igjen som ${number}.`,
  },

  /** The new question that a mismatch opens. */
  reopening: {
    context: (number: string, when: string) =>
      `${number} ble kontrollert ${when}. Det er ikke bygget som gruppa besluttet.`,
    differs: (what: string) => `Dette er annerledes: ${what}`,
  },

  case: {
    unknown: (number: string) =>
      `Jeg finner ingen sak med nummeret ${number}. Sjekk nummeret, eller skriv «status» for å se de åpne sakene.`,
    which: 'Skriv nummeret på saken etter ordet, for eksempel: sak HT-2027-014.',
  },

  /** Of the table of follow-up actions, in the order of its columns. */
  table: { header: ['Sak', 'Gruppe', 'Område', 'Ansvarlig', 'Frist', 'Tiltak', 'Resultat'], done: 'ferdig' },

  list: {
    head: (n: number) => (n === 1 ? 'Ett åpent tiltak' : `${count(n, 'nb', 'n')} åpne tiltak`),
    overdueHead: (n: number) => `${count(n, 'nb', 'n')} over fristen`,
    overdue: (when: string) => `over fristen ${when}`,
    none: 'Ingen åpne tiltak i gruppene dine.',
    more: (n: number) => (n === 1 ? 'Ett tiltak til.' : `${count(n, 'nb', 'n')} tiltak til.`),
  },
};

export type AfterCatalog = typeof afterNb;
