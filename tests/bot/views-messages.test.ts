import { describe, expect, test } from 'vitest';
import { type Need, type Question, type QuestionEvent, REFUSALS } from '../../bot/domain/index.ts';
import {
  askedText,
  bundleView,
  calledInView,
  type Digest,
  type DigestRow,
  digestView,
  followUpView,
  helpView,
  linkedText,
  noteView,
  objectionNoteView,
  packetView,
  receiptText,
  refusalSentence,
  reminderView,
  statusView,
  unknownCommandText,
} from '../../bot/views/index.ts';
import {
  actsOf,
  ctxOf,
  LANGUAGES,
  NOW,
  objection,
  positions,
  question,
  read,
  reading,
  tally,
} from './views-fixture.ts';

const LATER = '2027-03-29T13:00:00.000Z';
const ME = { person: 'trondheim-1' };

describe('to one person', () => {
  test('a reminder is one sentence, the card’s heart and the buttons', () => {
    const q = question();
    expect(read(reminderView(q, ctxOf(q), ME))).toEqual([
      'Svaret ditt mangler. Frist onsdag 24.3.2027 kl. 15.00.',
      'Gul sak · HT-2027-014 · Hjemmetjenester',
      'Skal arbeidslista sorteres etter tid eller etter adresse?',
      'Forslag · «Sorter etter tid.»',
      'Mangler: tolv svar, minst seks fra Trondheim og tre fra opsjonskommuner',
      'Ved fristen får de som ikke har svart, mer tid, og vara blir kalt inn.',
      '[ Støtter ] [ Forbehold … ] [ Innvending … ] [ Avstår ] [ Flere valg ]',
    ]);
  });

  test('a substitute hears whose seat it is', () => {
    const q = question({ called: ['trondheim:1'], extended: true });
    const view = calledInView(q, ctxOf(q, 'nn'), { person: 'trondheim-vara' });
    expect(read(view)[0]).toBe('Du svarer som vara for Kari Nordmann i denne saka. Frist onsdag 24.3.2027 kl. 15.00.');
    expect(actsOf(view)).toContain('support');
  });

  test('a bundle says how many wait and how long it takes, and folds what is answered', () => {
    const waiting = [1, 2, 3].map((n) => question({ id: `q${n}`, number: `HT-2027-00${n}` }));
    const answered = question({ number: 'HT-2027-009', positions: positions({ trondheim: 's' }) });
    const entries = [...waiting, answered].map((q) => ({ q, ctx: ctxOf(q), me: ME }));
    const lines = read(bundleView(entries, 'nb'));
    expect(lines[0]).toBe('Tre saker venter på deg. Det tar om lag fire minutter.');
    expect(lines.filter((line) => line.startsWith('[ Støtter ]'))).toHaveLength(3);
    expect(lines.at(-1)).toBe('HT-2027-009 · Skal arbeidslista sorteres etter tid eller etter adresse? · støtter');
  });

  test('a bundle says once when a question will be decided', () => {
    const q = question({ positions: positions({ trondheim: 'ssssssssss', opsjonskommuner: 'sss' }) });
    const lines = read(bundleView([{ q, ctx: ctxOf(q), me: { person: 'trondheim-15' } }], 'nb'));
    expect(lines).toContain('Blir besluttet onsdag 24.3.2027 kl. 15.00 hvis ingen innvender.');
  });

  test('a bundle is at most five questions, and says how many are left', () => {
    const entries = Array.from({ length: 9 }, (_, i) => question({ id: `q${i}` })).map((q) => ({
      q,
      ctx: ctxOf(q),
      me: ME,
    }));
    const view = bundleView(entries, 'nb');
    expect(view.nodes.length).toBeLessThanOrEqual(30);
    expect(read(view)[0]).toBe('Ni saker venter på deg. De fem første tar om lag sju minutter.');
    expect(read(view).at(-1)).toBe('Fire saker til vises etter hvert som du svarer.');
  });

  test('a bundle with everything answered has nothing left to tap', () => {
    const q = question({ positions: positions({ trondheim: 'r' }) });
    const view = bundleView([{ q, ctx: ctxOf(q), me: ME }], 'nb');
    expect(read(view)).toEqual([
      'Ingen saker venter på deg.',
      'HT-2027-014 · Skal arbeidslista sorteres etter tid eller etter adresse? · forbehold',
    ]);
    expect(actsOf(view)).toEqual([]);
  });
});

describe('to the experts, when it is decided', () => {
  const decision = {
    at: NOW,
    level: 1,
    round: 1,
    how: 'rules' as const,
    versions: { rules: 1, ladder: 1 },
    person: null,
    text: null,
    outcome: 'common-solution' as const,
    tally: tally(),
  };

  test('the next step stands beside the decision: first the vendor’s answer, then the check', () => {
    const steps = (['decided', 'answered'] as const).map((status) => {
      const view = followUpView(question({ status, decision }), reading());
      return view && [read(view)[0], read(view).at(-1), actsOf(view)];
    });
    expect(steps).toEqual([
      [
        'HT-2027-014 er besluttet. Leverandøren venter på svaret.',
        '[ Svar leverandøren … ] [ Nytt tiltak … ] [ Nytt lokalt avvik … ] [ Les mer ]',
        ['answer-vendor', 'add-action', 'deviate', 'details'],
      ],
      [
        'HT-2027-014: Leverandøren har fått svar. Er det bygget som besluttet?',
        '[ Bygget som besluttet? … ] [ Les mer ]',
        ['verify', 'details'],
      ],
    ]);
  });

  test('there is none when nothing is left to do, nor in practice', () => {
    expect(followUpView(question(), reading())).toBeNull();
    expect(followUpView(question({ status: 'verified', decision }), reading())).toBeNull();
    const verification = { person: 'expert', at: NOW, ok: false, text: null };
    expect(followUpView(question({ status: 'answered', decision, verification }), reading())).toBeNull();
    expect(followUpView(question({ status: 'decided', decision, practice: true }), reading())).toBeNull();
  });
});

describe('the packet', () => {
  const blocks = {
    trondheim: { electorate: 16, answered: 12, support: 12, reservation: 0, objection: 0, abstain: 0 },
    opsjonskommuner: { electorate: 8, answered: 5, support: 1, reservation: 1, objection: 2, abstain: 1 },
  };
  const missing: Need[] = [{ need: 'open-objection', objection: 2 }];
  const answer = { person: 'expert', at: NOW, text: { said: 'Det løses i opplæringen.' } };
  const lifted = question({
    level: 2,
    deadline: LATER,
    context: { said: 'Lista brukes på mobil.' },
    objections: [objection(1, { status: 'maintained', answer }), objection(2), objection(3, { status: 'withdrawn' })],
    comments: [1, 2, 3, 4].map((n) => ({ person: 'trondheim-1', at: NOW, text: { said: `Kommentar ${n}` } })),
    escalations: [{ at: NOW, to: 2, reason: 'cross-cutting', tally: tally({ blocks }), missing }],
  });

  test('carries all that a body needs to decide', () => {
    expect(read(packetView(lifted, ctxOf(lifted), true))).toEqual([
      'HT-2027-014 fra Hjemmetjenester · gul',
      'Skal arbeidslista sorteres etter tid eller etter adresse?',
      'Løftet hit: gjelder flere grupper',
      'Leverandøren spør · «Should the work list be sorted by time or by address?»',
      'Bakgrunn · «Lista brukes på mobil.»',
      'Forslag · «Sorter etter tid.»',
      'Slik svarte gruppa',
      'Trondheim: støtter 12, ikke svart 4 · Opsjonskommuner: støtter 1, forbehold 1, innvending 2, avstår 1, ikke svart 3',
      'Det manglet: svar på innvending nr. 2',
      'Innvending nr. 2 · gjennomførbarhet · ikke besvart · ukjent person · «Vi kjører etter geografi på kveld. (2)\nØnsket endring: La den enkelte velge.»',
      'Innvending nr. 1 · gjennomførbarhet · besvart, men opprettholdt · Kari Nordmann · «Vi kjører etter geografi på kveld. (1)\nØnsket endring: La den enkelte velge.\nSvar fra fagekspert: Det løses i opplæringen.»',
      '4 kommentarer. De siste:',
      '22.3.2027 kl. 10.00 · Kari Nordmann · «Kommentar 2»',
      '22.3.2027 kl. 10.00 · Kari Nordmann · «Kommentar 3»',
      '22.3.2027 kl. 10.00 · Kari Nordmann · «Kommentar 4»',
      'Frist mandag 29.3.2027 kl. 15.00 · to arbeidsdager igjen',
      '[ Beslutt … ] [ Send tilbake … ] [ Les mer ]',
    ]);
  });

  test('stays bounded at its worst', () => {
    const long = 'x'.repeat(3000);
    const objections = Array.from({ length: 40 }, (_, i) => objection(i + 1, { text: { said: long } }));
    const comments = lifted.comments.map((comment) => ({ ...comment, text: { said: long } }));
    const worst: Question = { ...lifted, body: { said: long }, context: { said: long }, objections, comments };
    const view = packetView(worst, ctxOf(worst), true);
    expect(view.nodes.length).toBeLessThanOrEqual(25);
    expect(JSON.stringify(view).length).toBeLessThan(16_000);
  });
});

describe('notes in the thread', () => {
  const q = question();
  const events: QuestionEvent[] = [
    { type: 'round-opened', round: 2, deadline: LATER, positions: 'cleared' },
    { type: 'round-opened', round: 2, deadline: LATER, positions: 'kept' },
    { type: 'extended', deadline: LATER, called: [] },
    { type: 'turned-yellow', deadline: LATER },
    { type: 'escalated', to: 2, reason: 'quorum', deadline: LATER, tally: tally(), missing: [] },
    { type: 'sent-back', person: 'chair', guidance: { said: 'x' }, deadline: LATER },
    { type: 'went-overdue' },
    { type: 'withdrawn', person: 'expert', reason: { said: 'x' } },
    { type: 'vendor-answered', person: 'expert', text: { said: 'x' } },
  ];

  test('say in one sentence what happened, by when, and who has it', () => {
    expect(events.map((event) => read(noteView(event, q, reading()) ?? { nodes: [] })[0])).toEqual([
      'Runde 2. Forslaget er endret. Svar innen mandag 29.3.2027 kl. 15.00.',
      'Runde 2 med samme forslag. Svarene står. Ny frist mandag 29.3.2027 kl. 15.00.',
      'For få svar. Fristen er forlenget til mandag 29.3.2027 kl. 15.00, og vara er kalt inn.',
      'Saken er nå gul, fordi noen har en innvending. Ny frist mandag 29.3.2027 kl. 15.00.',
      'Løftet til felles beslutningsgruppe: for få svar. Svaret kommer tilbake hit.',
      'Sendt tilbake fra felles beslutningsgruppe. Gruppa svarer på nytt innen mandag 29.3.2027 kl. 15.00.',
      'Fristen hos Hjemmetjenester er ute. Saken blir stående der til den er avgjort.',
      'Saken er trukket.',
      'Leverandøren har fått svar.',
    ]);
  });

  test('are in the reader’s language and marked in practice', () => {
    const practice = question({ practice: true });
    const note = noteView({ type: 'extended', deadline: LATER, called: [] }, practice, reading('en'));
    expect(note && read(note)).toEqual([
      'PRACTICE · Too few answers. The deadline is extended to Monday 29 March 2027, 15:00, and substitutes are called in.',
    ]);
  });

  test('stay quiet about what the card shows by itself', () => {
    const vote: QuestionEvent = { type: 'position-taken', seat: 'trondheim:1', person: 'trondheim-1', kind: 'support' };
    expect(noteView(vote, q, reading())).toBeNull();
  });

  test('tell experts which objection waits for them', () => {
    expect(read(objectionNoteView(2, q, reading()))).toEqual([
      'HT-2027-014 · Innvending nr. 2 venter på svar fra en fagekspert.',
    ]);
  });
});

describe('the coordinator’s digest', () => {
  function row(change: Partial<DigestRow>): DigestRow {
    return {
      question: 'q1',
      number: 'HT-2027-014',
      group: 'hjemmetjenester',
      criticality: 'yellow',
      title: 'Arbeidslista',
      missing: [],
      tally: tally(),
      deadline: LATER,
      workingDaysLeft: 3,
      overdue: false,
      level: 1,
      round: 1,
      acts: [],
      done: [],
      waited: null,
      ...change,
    };
  }
  function digest(rows: DigestRow[], change: Partial<Digest> = {}): Digest {
    const lately = { decided: 100, inGroup: 93 };
    const groups = ['hjemmetjenester', 'legevakt'];
    return { period: 'day', groups, rows, decided: 4, lately, target: { part: 9, of: 10 }, ...change };
  }
  const lifted = row({ number: 'TFU-2027-002', level: 2, missing: [{ need: 'body', level: 2 }] });
  const stuck = row({
    number: 'ERG-2027-001',
    missing: [{ need: 'open-objection', objection: 1 }],
    acts: ['notify-expert'],
  });
  const urgent = row({
    number: 'LV-2027-003',
    criticality: 'red',
    missing: [{ need: 'answers', count: 2, block: 'opsjonskommuner' }],
    deadline: '2027-03-22T14:00:00.000Z',
    workingDaysLeft: 0,
    acts: ['remind', 'call-substitutes'],
  });
  const smooth = row({ number: 'HT-2027-020' });

  test('puts what needs the reader first, urgent before stuck before lifted, then what goes by itself, and figures last', () => {
    expect(read(digestView(digest([lifted, smooth, stuck, urgent]), reading()))).toEqual([
      'Hjemmetjenester og én gruppe til · 4 åpne saker · 2 trenger deg',
      'Haster: LV-2027-003 (rød) · Arbeidslista · mangler to svar fra opsjonskommuner · frist i dag kl. 15.00',
      '[ Purre ] [ Kalle inn vara ]',
      'Stopper: ERG-2027-001 (gul) · Arbeidslista · mangler svar på innvending nr. 1 · frist mandag 29.3. kl. 15.00',
      '[ Varsle fagekspert ]',
      'Løftet: TFU-2027-002 (gul) · Arbeidslista · hos felles beslutningsgruppe til 29.3.',
      'I rute: HT-2027-020 · Arbeidslista · ingenting mangler · frist 29.3.',
      'Besluttet siden i går: 4 · i gruppa 93\u00a0% siste 30 dager (mål 90\u00a0%)',
    ]);
  });

  test('is a short line when nothing is open', () => {
    const quiet = digest([], { groups: ['hjemmetjenester'], decided: 0, lately: { decided: 0, inGroup: 0 } });
    expect(read(digestView(quiet, reading()))).toEqual([
      'Hjemmetjenester · Ingen åpne saker.',
      'Besluttet siden i går: 0',
    ]);
  });

  test('keeps an overdue question first, at whatever level', () => {
    const overdue = row({ number: 'HT-2027-001', level: 2, overdue: true, missing: [{ need: 'body', level: 2 }] });
    expect(read(digestView(digest([stuck, overdue]), reading()))[1]).toBe(
      'Haster: HT-2027-001 (gul) · Arbeidslista · mangler beslutning fra felles beslutningsgruppe · over fristen',
    );
  });

  test('shows eight rows at most and counts the rest', () => {
    const view = digestView(digest(Array.from({ length: 30 }, () => urgent)), reading());
    expect(view.nodes.length).toBeLessThanOrEqual(25);
    expect(read(view).at(-2)).toBe('22 saker til trenger deg.');
    const calm = digestView(
      digest([...Array.from({ length: 6 }, () => urgent), ...Array.from({ length: 5 }, () => smooth)]),
      reading(),
    );
    expect(read(calm).filter((line) => line.startsWith('I rute'))).toHaveLength(2);
    expect(read(calm).at(-2)).toBe('Tre saker til er åpne.');
  });

  test('says plainly that none needs the reader', () => {
    expect(LANGUAGES.map((language) => read(digestView(digest([smooth]), reading(language))).slice(0, 2))).toEqual([
      [
        'Hjemmetjenester og én gruppe til · 1 åpen sak · ingen trenger deg',
        'I rute: HT-2027-020 · Arbeidslista · ingenting mangler · frist 29.3.',
      ],
      [
        'Heimetenester og éi gruppe til · 1 open sak · ingen treng deg',
        'I rute: HT-2027-020 · Arbeidslista · ingenting manglar · frist 29.3.',
      ],
      [
        'Home care services and one more group · 1 open question · none need you',
        'On track: HT-2027-020 · Arbeidslista · nothing missing · deadline 29 March',
      ],
    ]);
  });
});

describe('answers', () => {
  test('a receipt says what was noted', () => {
    expect(LANGUAGES.map((language) => receiptText('support', language))).toEqual([
      'Notert: du støtter.',
      'Notert: du støttar.',
      'Noted: you support.',
    ]);
  });

  test('a new question is answered with its number, group and deadline', () => {
    expect(askedText(question(), reading())).toBe(
      'HT-2027-014 er sendt til Hjemmetjenester. Frist onsdag 24.3.2027 kl. 15.00.',
    );
  });

  test('a linked channel is told to whom, group or body', () => {
    expect(linkedText('hjemmetjenester', {}, reading())).toBe('Kanalen er koblet til Hjemmetjenester.');
    expect(linkedText('joint', {}, reading('nn'))).toBe('Kanalen er kopla til felles avgjerdsgruppe.');
  });

  test('a refusal names the body that has the question, never the group as one', () => {
    expect(refusalSentence('lifted', question({ level: 2 }), reading())).toContain('felles beslutningsgruppe');
    expect(refusalSentence('not-chair', question(), reading())).toContain('felles beslutningsgruppe');
    for (const code of REFUSALS) expect(refusalSentence(code, null, reading())).not.toBe('');
  });

  test('an unknown word gets the nearest known one, else the way to help', () => {
    expect(unknownCommandText('spr', 'nb', 'teams')).toBe('Jeg kjenner ikke ordet «spr». Mente du «spør»?');
    const unknown = 'Jeg kjenner ikke ordet «banan». Skriv';
    expect(unknownCommandText('banan', 'nb', 'slack')).toBe(`${unknown} /samrad hjelp for å se hva du kan skrive.`);
    expect(unknownCommandText('banan', 'nb', 'teams')).toBe(`${unknown} hjelp for å se hva du kan skrive.`);
  });

  test('help lists only the commands it is given', () => {
    expect(read(helpView('nb', 'slack', ['ask', 'link']))[1]).toBe(
      'spør – still et spørsmål til en gruppe\nkoble – koble kanalen til en gruppe, for eksempel: koble Hjemmetjenester',
    );
  });

  test('status lists what each open question misses', () => {
    const q = question({
      objections: [objection(1)],
      positions: positions({ trondheim: 'ssssssss', opsjonskommuner: 'ssss' }),
    });
    expect(read(statusView([{ q, ctx: ctxOf(q) }], 'nb'))).toEqual([
      'Én åpen sak:',
      'Gul sak · HT-2027-014 · Hjemmetjenester · Skal arbeidslista sorteres etter tid eller etter adresse? · Mangler: svar på innvending nr. 1',
    ]);
    expect(read(statusView([], 'en'))).toEqual(['No open questions.']);
  });
});
