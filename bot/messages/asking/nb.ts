/** Bokmål: asking and answering: preferences, several groups, absence, an expert answering alone. */
import type { AbsenceFault, Subject } from '../../domain/index.ts';
import { count } from '../format.ts';

export const askingNb = {
  form: {
    proposalHint: 'Det gruppa skal si ja eller nei til. Tomt: gruppa sier først hva den helst vil ha.',
    optionsHint: 'Ett på hver linje. Minst to når forslaget er tomt.',
    groups: 'Andre grupper som også skal svare',
    groupsHint: 'Saken må få ja i hver av gruppene.',
    answer: 'Hvem svarer?',
    answerHint: 'Svarer du selv, blir saken besluttet straks. Gruppa kan se det.',
    byGroup: 'Gruppa svarer',
    byExpert: 'Jeg svarer selv som fagekspert (bare grønne saker)',
    subject: 'Hva gjelder saken?',
    subjectHint: 'Kan stå tomt.',
    topic: 'Tema',
    topicHint: 'Den som leder temaet, ser til saken. Kan stå tomt.',
    topicTyped: 'Det er for mange temaer til en liste. Skriv navnet, eller en del av det. Kan stå tomt.',
    parties: 'Andre som berøres',
    partiesHint: 'De svarer ikke her. Fageksperten vurderer om saken er innenfor mandatet.',
    gates: 'Kvalitetspunkter',
    gatesHint: 'Kryss av når svaret skal kvalitetssikres før det sendes.',
    gatesNeeded: 'Må gjennom K1, K2 og K3 før leverandøren får svar',
    supersedes: 'Erstatter beslutning nr.',
    supersedesHint: 'For eksempel HT-2027-014. Tomt når saken er ny.',
    newInformation: 'Hva er nytt siden sist?',
    newInformationHint: 'Fyll ut når det samme er spurt om før.',
    source: 'Lenke til det saken gjelder',
    sourceHint: 'For eksempel til en melding eller en sak hos leverandøren. Kan stå tomt.',
    notAnAddress: 'Lim inn hele adressen, fra https:// og utover, eller la feltet stå tomt.',
    proposalOrOptions: 'Skriv et forslag, eller minst to alternativer.',
    proposalOfYourOwn: 'Skriv svaret ditt her når du svarer selv.',
    greenOnly: 'Bare grønne saker kan du svare på selv. Velg grønn, eller la gruppa svare.',
    expertsOnly: 'Bare en fagekspert i gruppa kan svare selv. Velg at gruppa svarer.',
    chosenTwice: (group: string) =>
      `${group} er valgt to steder. Velg om gruppa skal svare eller bare få vite om saken.`,
    topicElsewhere: (group: string) => `Temaet hører til ${group}. Velg et tema fra en gruppe som svarer.`,
    unknownTopic: (said: string) => `Gruppa som svarer, har ikke temaet «${said}». Skriv navnet, eller en del av det.`,
    severalTopics: (said: string, names: string) => `«${said}» kan være ${names}. Skriv mer av navnet.`,
    unknownDecision: (number: string) =>
      `Jeg finner ingen beslutning med nummer ${number}. Sjekk nummeret, eller la feltet stå tomt.`,
    openAlready: (number: string) =>
      `${number} spør om det samme og er åpen nå. Svar der, eller skriv hva som er nytt.`,
    decidedAlready: (number: string, when: string, text: string) =>
      `${number} ble besluttet ${when}: «${text}». Bruk det svaret, eller skriv hva som er nytt.`,
  },
  subject: {
    clinical: 'Fag',
    workflow: 'Arbeidsflyt',
    collaboration: 'Samhandling',
    'management-data': 'Styringsdata',
  } satisfies Record<Subject, string>,
  answeredAlone: (number: string) =>
    `${number} er besluttet med svaret ditt. Det er ført som fagekspertens svar, og gruppa kan se det.`,

  inGroup: (what: string, group: string) => `${what} i ${group}`,
  inMoreGroups: (n: number) => (n === 1 ? 'svar i én gruppe til' : `svar i ${count(n, 'nb', 'm')} grupper til`),
  moreGroups: (n: number) => (n === 1 ? 'én gruppe til' : `${count(n, 'nb', 'm')} grupper til`),
  topic: (name: string) => `Tema: ${name}`,
  parties: (names: string) => `Berører også: ${names}`,
  considerMandate: 'Saken berører andre. Vurder om den er innenfor mandatet.',
  supersedes: (number: string) => `Skal erstatte ${number}`,
  source: (link: string) => `Kilde: ${link}`,
  newInformation: 'Nytt siden sist',
  needsGates: 'Må gjennom K1, K2 og K3 før leverandøren får svar.',
  groupsAsked: (names: string) => `Svarer: ${names}`,
  groupsTold: (names: string) => `Får vite om saken: ${names}`,
  standIn: (name: string, holder: string) => `${name} har svart som vara for ${holder}.`,
  answeredForYou: (name: string) => `${name} har svart for deg`,
  hasAnswered: (name: string) => `${name} har svart`,

  prefer: {
    noProposal: 'Ikke noe forslag ennå',
    ask: 'Hva vil du helst ha? Fageksperten legger fram et forslag etterpå.',
    spoken: (n: number, of: number) => `${n} av ${of} har sagt hva de helst vil ha.`,
    mine: (option: string) => `Du vil helst ha: ${option}. Endre?`,
    mineToo: (option: string) => `Du vil helst ha: ${option}.`,
    choose: 'Velg alternativ …',
    another: 'Heller et annet …',
    title: 'Hva vil du helst ha?',
    option: 'Dette vil jeg helst ha',
    beside: 'Svaret ditt på forslaget står. Dette viser hva gruppa heller ville hatt.',
    counted: (option: string, n: number) => `${option} (${n})`,
    receipt: (option: string) => `Notert: du vil helst ha «${option}».`,
  },
  propose: {
    button: 'Legg fram forslag …',
    title: 'Legg fram forslag',
    intro: 'Gruppa får forslaget og kan svare. Fristen begynner på nytt. Tallene viser hva folk helst vil ha.',
    receipt: 'Notert: forslaget er lagt fram, og gruppa kan svare.',
  },

  absence: {
    title: 'Fravær og vara',
    submit: 'Meld fravær',
    intro: 'Mens du er borte, kan vara svare for deg.',
    from: 'Borte fra og med',
    to: 'Borte til og med',
    standsIn: (name: string, group: string) => `${name} svarer for deg i ${group}.`,
    noSubstitute: (group: string, coordinator: string) =>
      `Ingen er vara for deg i ${group}. Be ${coordinator} legge inn en.`,
    aCoordinator: 'en koordinator',
    declared: (from: string, to: string) => `Du har meldt fravær fra ${from} til ${to}.`,
    back: 'Jeg er tilbake',
    noSeat: 'Du har ingen plass som en vara kan svare for. Skriv «mine» for å se saker som venter på deg.',
    fault: {
      past: 'Datoen er passert. Velg i dag eller senere.',
      'wrong-order': 'Siste dag kan ikke være før den første.',
      'too-far': 'Velg en dag innen ett år fra nå. Du kan melde mer senere.',
      'not-a-date': 'Velg en dato.',
    } satisfies Record<AbsenceFault, string>,
    longerAlready: (to: string) =>
      `Du har alt meldt fravær til ${to}. Kommer du tidligere tilbake, trykk «Jeg er tilbake» den dagen.`,
    covered: (name: string, from: string, to: string) => `${name} svarer for deg fra ${from} til ${to}.`,
    noted: (from: string, to: string) => `Notert: du er borte fra ${from} til ${to}.`,
    backNow: 'Notert: du er tilbake og svarer selv fra nå.',
    notAway: 'Du har ikke meldt noe fravær.',
  },
};

export type AskingCatalog = typeof askingNb;
