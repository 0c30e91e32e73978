import { describe, expect, test } from 'vitest';
import type { Need, Question } from '../../bot/domain/index.ts';
import { cardView, needsText, reasonText, remainsText } from '../../bot/views/index.ts';
import {
  actsOf,
  buttonsOf,
  ctxOf,
  LANGUAGES,
  NOW,
  objection,
  positions,
  question,
  read,
  reading,
  SEATS,
  tally,
} from './views-fixture.ts';

const contested = question({
  positions: { ...positions({ trondheim: 'rssssssss', opsjonskommuner: 'ss' }), ...objected(12) },
  objections: [objection(1, { seat: 'trondheim:12' })],
});

function objected(seat: number): Question['positions'] {
  return { [`trondheim:${seat}`]: { kind: 'objection', person: `trondheim-${seat}`, at: NOW, objection: 1 } };
}

function decided(change: Partial<Question> = {}): Question {
  const counted = tally({ answered: 21, support: 19, reservation: 2 });
  const decision = {
    at: '2027-04-01T13:00:00.000Z',
    level: 1,
    round: 1,
    how: 'rules' as const,
    versions: { rules: 1, ladder: 1 },
    person: null,
    text: null,
    outcome: 'common-solution' as const,
    tally: counted,
  };
  return question({ status: 'decided', deadline: null, decision, ...change });
}

function lifted(change: Partial<Question> = {}): Question {
  const blocks = {
    trondheim: { electorate: 16, answered: 16, support: 16, reservation: 0, objection: 0, abstain: 0 },
    opsjonskommuner: { electorate: 8, answered: 5, support: 2, reservation: 0, objection: 3, abstain: 0 },
  };
  const missing: Need[] = [
    { need: 'acceptance', count: 1, block: 'opsjonskommuner' },
    ...[1, 2, 3].map((n): Need => ({ need: 'open-objection', objection: n })),
  ];
  const escalation = { at: NOW, to: 2, reason: 'disagreement' as const, tally: tally({ blocks }), missing };
  return question({ level: 2, deadline: '2027-02-18T14:00:00.000Z', escalations: [escalation], ...change });
}

const EARLIER = '2027-02-11T09:00:00.000Z';

describe('an open card', () => {
  test('reads as designed: question, proposal, tally, what people wrote, what is missing, when', () => {
    expect(read(cardView(contested, ctxOf(contested)))).toEqual([
      'Gul sak · HT-2027-014 · Hjemmetjenester',
      'Skal arbeidslista sorteres etter tid eller etter adresse?',
      'Forslag · «Sorter etter tid.»',
      'Leverandøren spør · «Should the work list be sorted by time or by address?»',
      'Andre alternativer: Sorter etter adresse.',
      'Trondheim 10 av 16 · Opsjonskommuner 2 av 8',
      'Støtter\u00a010 · Forbehold\u00a01 · Innvending\u00a01 · Avstår\u00a00',
      'Innvending nr. 1 · gjennomførbarhet · ikke besvart · Kari Nordmann · «Vi kjører etter geografi på kveld. (1)»',
      'Forbehold · Kari Nordmann · «Forbehold fra trondheim 1»',
      'Mangler: ett svar fra opsjonskommuner, svar på innvending nr. 1',
      'Ved fristen får de som ikke har svart, mer tid, og vara blir kalt inn.',
      'Frist onsdag 24.3.2027 kl. 15.00 · to arbeidsdager igjen',
      '[ Støtter ] [ Forbehold … ] [ Innvending … ] [ Avstår ] [ Flere valg ]',
    ]);
  });

  test('says when it will be decided once nothing is missing', () => {
    const q = question({ positions: positions({ trondheim: 'ssssssssss', opsjonskommuner: 'sss' }) });
    expect(read(cardView(q, ctxOf(q)))).toContain('Blir besluttet onsdag kl. 15.00 hvis ingen innvender.');
    expect(cardView(q, ctxOf(q, 'en')).summary).toContain('Will be decided Wednesday 15:00 if nobody objects.');
  });

  test('says why it is asked anew, when it is', () => {
    const q = question({ reopens: { question: 'old', number: 'HT-2027-001' } });
    expect(read(cardView(q, ctxOf(q)))).toContain('Tar opp igjen HT-2027-001, som ikke er bygget som besluttet.');
  });

  test('says on green that silence is consent, and only there', () => {
    const green = question({ criticality: 'green' });
    expect(read(cardView(green, ctxOf(green)))).toContain('Den som ikke svarer, er enig.');
    expect(read(cardView(question(), ctxOf(question())))).not.toContain('Den som ikke svarer, er enig.');
  });

  test('shows at most three objections and reservations and counts the rest', () => {
    const q = question({
      objections: [1, 2, 3, 4, 5].map((n) => objection(n)),
      positions: positions({ opsjonskommuner: 'rr' }),
    });
    const lines = read(cardView(q, ctxOf(q)));
    expect(lines.filter((line) => line.startsWith('Innvending nr.'))).toHaveLength(3);
    expect(lines).toContain('I tillegg: to innvendinger og to forbehold. Se Les mer.');
  });

  test('leaves out counts that are all nought, and what a late deadline brings to those who have not answered', () => {
    const q = question({ deadline: '2027-03-30T13:00:00.000Z' });
    const lines = read(cardView(q, ctxOf(q)));
    expect(lines.join('\n')).not.toMatch(/Støtter\s0/);
    expect(lines).not.toContain('Ved fristen får de som ikke har svart, mer tid, og vara blir kalt inn.');
  });

  test('names no one for a bare position', () => {
    const q = question({ positions: positions({ trondheim: 'ssa' }) });
    expect(JSON.stringify(cardView(q, ctxOf(q)))).not.toContain('Kari Nordmann');
  });

  test('shows vacant seats and does not count them', () => {
    const vacant = SEATS.map((seat) => (seat.id === 'trondheim:16' ? { ...seat, holder: null } : seat));
    const q = question({ roster: { ...question().roster, seats: vacant } });
    expect(read(cardView(q, ctxOf(q)))).toContain('Trondheim 0 av 15 · én ledig plass · Opsjonskommuner 0 av 8');
  });

  test('is marked as practice in the first line and in the summary', () => {
    const q = question({ practice: true });
    const view = cardView(q, ctxOf(q));
    expect(read(view)[0]).toBe('ØVELSE · Gul sak · HT-2027-014 · Hjemmetjenester');
    expect(view.summary).toContain('ØVELSE');
  });

  test('carries the body’s guidance when it was sent back', () => {
    const guidance = { person: 'chair', at: NOW, text: { said: 'Se på kveld for seg.' } };
    const q = question({ guidance, sentBack: 1 });
    expect(read(cardView(q, ctxOf(q)))).toContain(
      'Sendt tilbake fra felles beslutningsgruppe. Råd til gruppa · «Se på kveld for seg.»',
    );
  });

  test('says in round 2 whether the proposal is the same, and no longer offers to amend it', () => {
    const same = question({ round: 2 });
    expect(read(cardView(same, ctxOf(same)))).toContain(
      'Samme forslag som i runde 1. Svarene står til de blir endret.',
    );
    expect(actsOf(cardView(same, ctxOf(same)))).not.toContain('amend');
    const amended = question({ round: 2, amended: true });
    expect(read(cardView(amended, ctxOf(amended)))).toContain(
      'Forslaget er endret. Svar på nytt, eller behold svaret ditt.',
    );
  });

  test('says that a text was removed when it was erased', () => {
    const q = question({ objections: [objection(1, { text: { said: '' } })] });
    expect(read(cardView(q, ctxOf(q))).join()).toContain('«Teksten er fjernet.»');
  });

  test('offers the rarer acts in the menu, each with level and round', () => {
    const view = cardView(contested, ctxOf(contested));
    expect(actsOf(view)).toEqual([
      'support',
      'reservation',
      'objection',
      'abstain',
      'details',
      'maintain',
      'amend',
      'flag-mandate',
      'recuse',
    ]);
    const menu = buttonsOf(view).find((item) => item.type === 'menu');
    expect(menu?.type === 'menu' && menu.items.find(({ act }) => act.do === 'maintain')).toEqual({
      label: 'Svare på innvending nr. 1 …',
      act: { do: 'maintain', question: 'q1', level: 1, round: 1, arg: '1' },
      opensForm: true,
    });
  });

  test('never has more than five in the menu, however many objections stand', () => {
    const q = question({
      objections: Array.from({ length: 12 }, (_, i) => objection(i + 1)),
      mandateFlags: [{ person: 'trondheim-2', text: null }],
    });
    const menu = buttonsOf(cardView(q, ctxOf(q))).find((item) => item.type === 'menu');
    expect(menu?.type === 'menu' && menu.items.map(({ label }) => label)).toEqual([
      'Les mer',
      'Bekreft: utenfor mandat',
      'Svare på innvending …',
      'Endre forslag …',
      'Utenfor mandat …',
    ]);
  });

  test('offers the objector to withdraw, on their own card', () => {
    expect(actsOf(cardView(contested, ctxOf(contested), { person: 'trondheim-1' }))).toContain('withdraw-objection');
  });
});

describe('one’s own card', () => {
  test('says the reader’s own position and offers only what they can do', () => {
    const view = cardView(contested, ctxOf(contested), { person: 'trondheim-2' });
    expect(read(view)).toContain('Du støtter. Endre?');
    expect(actsOf(view)).toEqual([
      'support',
      'reservation',
      'objection',
      'abstain',
      'details',
      'flag-mandate',
      'recuse',
      'prefer',
      'absent',
    ]);
  });

  test('offers after an amendment to keep the former position in one tap', () => {
    const q = question({ round: 2, formerPositions: positions({ trondheim: 'sra' }) });
    const keeps = ['trondheim-1', 'trondheim-2', 'trondheim-3'].map((person) => {
      const view = cardView(q, ctxOf(q), { person });
      const first = buttonsOf(view)[0];
      return first?.type === 'button' && [first.label, first.act.do, first.act.arg, first.opensForm];
    });
    expect(keeps).toEqual([
      ['Behold', 'support', undefined, false],
      ['Behold', 'reservation', 'keep', false],
      ['Behold', 'abstain', undefined, false],
    ]);
    expect(read(cardView(q, ctxOf(q), { person: 'trondheim-1' }))).toContain('Du støttet i runde 1. Behold?');
  });

  test('tells the holder who answered for the seat', () => {
    const answered = { kind: 'support' as const, person: 'expert', at: NOW };
    const q = question({ positions: { 'trondheim:1': answered } });
    expect(read(cardView(q, ctxOf(q), { person: 'trondheim-1' }))).toContain(
      'Ola Ekspert har svart for plassen din. Endre?',
    );
  });

  test('gives no buttons to vote to who is recused or has no seat', () => {
    const q = question({ recused: ['trondheim-1'] });
    expect(actsOf(cardView(q, ctxOf(q), { person: 'trondheim-1' }))).toEqual(['details']);
    expect(read(cardView(q, ctxOf(q), { person: 'trondheim-1' }))).toContain(
      'Du er inhabil i denne saken og svarer ikke.',
    );
    expect(actsOf(cardView(q, ctxOf(q), { person: 'stranger' }))).toEqual(['details']);
  });
});

describe('a card elsewhere', () => {
  test('says what the group could not settle, also when it was lifted on from a body that ran out of time', () => {
    const first = lifted();
    const missing: Need[] = [{ need: 'body', level: 2 }];
    const on = { at: NOW, to: 3, reason: 'timeout' as const, tally: tally(), missing };
    const q = lifted({ level: 3, escalations: [...first.escalations, on] });
    expect(read(cardView(q, ctxOf(q, 'nb', EARLIER)))).toContain(
      'Det gjenstår: opsjonskommuner støtter ikke (2 av 5), tre åpne innvendinger. Svaret kommer tilbake hit.',
    );
  });

  test('a group that is told has no vote', () => {
    const q = question({ alsoGroups: ['legevakt'] });
    const view = cardView(q, ctxOf(q), null, 'also-group');
    expect(actsOf(view)).toEqual(['details']);
    expect(read(view)).toContain(
      'Saken berører gruppa deres også. Hjemmetjenester svarer. Skriv i tråden hvis du vet noe de trenger.',
    );
  });

  test('the group’s card says where a lifted question is, what remains, and has no vote', () => {
    const q = lifted();
    const view = cardView(q, ctxOf(q, 'nb', EARLIER));
    expect(read(view)).toEqual([
      'Løftet til felles beslutningsgruppe · uenighet mellom kommunene · frist 18.2.2027 kl. 15.00',
      'Skal arbeidslista sorteres etter tid eller etter adresse?',
      'Gul sak · HT-2027-014 · Hjemmetjenester',
      'Det gjenstår: opsjonskommuner støtter ikke (2 av 5), tre åpne innvendinger. Svaret kommer tilbake hit.',
      '[ Les mer ]',
    ]);
    expect(actsOf(view)).toEqual(['details']);
  });

  test('the body’s card gives the chair the decision, and sending back only once', () => {
    const first = cardView(lifted(), ctxOf(lifted(), 'nb', EARLIER), null, 'body');
    expect(actsOf(first)).toEqual(['decide', 'send-back', 'details']);
    expect(read(first).at(-1)).toMatch(/^\[ Beslutt … \] \[ Send tilbake … \]/);
    const again = lifted({ sentBack: 1 });
    expect(actsOf(cardView(again, ctxOf(again, 'nb', EARLIER), null, 'body'))).toEqual(['decide', 'details']);
  });

  test('a body with seats votes on its own card', () => {
    const seats = [{ id: 'b:1', block: 'trondheim', holder: 'rep', substitute: null }];
    const ladder = [{ id: 'joint', level: 2, workingDays: 5, chair: null, seats }];
    const q = lifted({ roster: { ...question().roster, ladder } });
    const view = cardView(q, ctxOf(q, 'nb', EARLIER), { person: 'rep' }, 'body');
    expect(actsOf(view)).toEqual(['support', 'reservation', 'objection', 'abstain', 'details', 'recuse']);
  });

  test('the body’s card says so when it was sent back to the group', () => {
    const q = question({ sentBack: 1 });
    const view = cardView(q, ctxOf(q), null, 'body');
    expect(read(view)[0]).toBe('Sendt tilbake til Hjemmetjenester · frist 24.3.2027 kl. 15.00');
    expect(actsOf(view)).toEqual(['details']);
  });
});

describe('a closed card', () => {
  test('says what was decided, by how many, and has no actions', () => {
    const answer = { person: 'expert', at: '2027-04-02T08:00:00.000Z', text: { said: 'By time.' } };
    const q = decided({ status: 'answered', vendorAnswer: answer });
    expect(read(cardView(q, { ...ctxOf(q), link: 'https://register.example/HT-2027-014' }))).toEqual([
      'Besluttet torsdag 1.4.2027 kl. 15.00 · HT-2027-014 · felles løsning',
      'Skal arbeidslista sorteres etter tid eller etter adresse?',
      'Beslutning · «Sorter etter tid.»',
      '21 av 24 svarte · støtter 19, forbehold 2 · ingen åpne innvendinger',
      'Svar til leverandøren sendt 2.4.',
      'Se beslutningen: https://register.example/HT-2027-014',
    ]);
  });

  test('carries minority statements with the objector’s name', () => {
    const q = decided({ objections: [objection(1, { status: 'maintained' })] });
    expect(read(cardView(q, ctxOf(q)))).toContain(
      'Mindretallsmerknad · innvending nr. 1 · Kari Nordmann · «Vi kjører etter geografi på kveld. (1)»',
    );
  });

  test('says whose decision it was when a body decided', () => {
    const base = decided();
    const text = { said: 'Sorter etter adresse på kveld.' };
    const decision = base.decision && { ...base.decision, level: 2, how: 'chair' as const, person: 'chair', text };
    const q = { ...base, level: 2, decision };
    const lines = read(cardView(q, ctxOf(q)));
    expect(lines[0]).toBe(
      'Besluttet torsdag 1.4.2027 kl. 15.00 av felles beslutningsgruppe · HT-2027-014 · felles løsning',
    );
    expect(lines).toContain('Beslutning · «Sorter etter adresse på kveld.»');
  });

  test('has no actions, in any state, for anybody', () => {
    const withdrawal = { person: 'expert', at: NOW, reason: { said: 'Leverandøren trakk spørsmålet.' } };
    const states = [
      ...(['decided', 'answered', 'verified', 'superseded'] as const).map((status) => decided({ status })),
      question({ status: 'withdrawn', deadline: null, withdrawal }),
    ];
    for (const q of states) {
      for (const audience of ['group', 'also-group', 'body'] as const) {
        expect(actsOf(cardView(q, ctxOf(q), { person: 'trondheim-1' }, audience))).toEqual([]);
      }
    }
  });
});

describe('bounds', () => {
  test('the worst case stays a small card', () => {
    const long = 'Spørsmål om arbeidslista. '.repeat(120);
    const q = question({
      practice: true,
      alsoGroups: ['legevakt'],
      round: 2,
      body: { said: long },
      title: { said: 'T'.repeat(400) },
      proposal: { option: null, text: { said: long } },
      guidance: { person: 'chair', at: NOW, text: { said: long } },
      options: Array.from({ length: 10 }, (_, i) => ({ id: `o${i}`, text: { said: long } })),
      objections: Array.from({ length: 40 }, (_, i) => objection(i + 1, { text: { said: long } })),
      positions: positions({ trondheim: 'rrrrrrrrrrrrrrrr' }),
      formerPositions: positions({ opsjonskommuner: 's' }),
      mandateFlags: [{ person: 'trondheim-2', text: { said: long } }],
    });
    for (const language of LANGUAGES) {
      for (const me of [null, { person: 'opsjonskommuner-1' }]) {
        const view = cardView(q, ctxOf(q, language), me);
        expect(view.nodes.length).toBeLessThanOrEqual(22);
        expect(JSON.stringify(view).length).toBeLessThan(8000);
        expect(read(view).join('\n').length).toBeLessThan(4500);
      }
    }
  });
});

describe('words for every need and reason', () => {
  const needs: Need[] = [
    { need: 'answers', count: 2, block: null },
    { need: 'answers', count: 1, block: 'opsjonskommuner' },
    { need: 'support', count: 2 },
    { need: 'acceptance', count: 1, block: null },
    { need: 'acceptance', count: 2, block: 'trondheim' },
    { need: 'acceptance', count: Number.POSITIVE_INFINITY, block: null },
    { need: 'open-objection', objection: 1 },
    { need: 'open-objection', objection: 3 },
    { need: 'maintained-objection', objection: 2 },
    { need: 'body', level: 2 },
  ];

  test('bokmål, nynorsk and English name them all', () => {
    expect(LANGUAGES.map((language) => needsText(needs, reading(language)))).toEqual([
      'to svar, minst ett fra opsjonskommuner, to som støtter, én til som støtter, to til fra Trondheim som støtter, at alle som svarer, støtter, beslutning fra felles beslutningsgruppe, svar på innvending nr. 1 og 3, en løsning på innvending nr. 2',
      'to svar, minst eitt frå opsjonskommunar, to som støttar, éin til som støttar, to til frå Trondheim som støttar, at alle som svarer, støttar, avgjerd frå felles avgjerdsgruppe, svar på innvending nr. 1 og 3, ei løysing på innvending nr. 2',
      'two answers, at least one from option municipalities, two who support, one more who supports, two more from Trondheim who support, support from everyone who answers, a decision from the joint decision group, an answer to objection no. 1 and 3, a solution to objection no. 2',
    ]);
  });

  test('a total of answers goes without saying where the blocks make it up', () => {
    const blocks: Need[] = [
      { need: 'answers', count: 7, block: 'trondheim' },
      { need: 'answers', count: 4, block: 'opsjonskommuner' },
    ];
    const total = (count: number): Need => ({ need: 'answers', count, block: null });
    expect(needsText([total(15), ...blocks], reading())).toBe(
      '15 svar, minst sju fra Trondheim og fire fra opsjonskommuner',
    );
    expect(needsText([total(11), ...blocks], reading())).toBe('sju svar fra Trondheim, fire svar fra opsjonskommuner');
    expect(needsText([total(2)], reading())).toBe('to svar');
  });

  test('support that the missing answers can bring is not asked for as well', () => {
    const q = question({ positions: positions({ trondheim: 'so', opsjonskommuner: 's' }) });
    expect(read(cardView(q, ctxOf(q)))).toContain(
      'Mangler: ni svar, minst fire fra Trondheim og to fra opsjonskommuner',
    );
  });

  test('when more must support than can still answer, it is said how wide the support is', () => {
    const counted = tally({ electorate: 21, answered: 17, support: 9, reservation: 2, objection: 6 });
    const need = (count: number): Need[] => [{ need: 'acceptance', count, block: null }];
    expect(needsText(need(13), reading(), counted)).toBe('bredere støtte (nå 11 av 17)');
    expect(needsText(need(4), reading(), counted)).toBe('fire til som støtter');
    const block = tally({ blocks: { opsjonskommuner: counted } });
    expect(needsText([{ need: 'acceptance', count: 5, block: 'opsjonskommuner' }], reading('nn'), block)).toBe(
      'breiare støtte frå opsjonskommunar (no 11 av 17)',
    );
  });

  test('many objections are counted, not listed', () => {
    const many = [1, 2, 3, 4].map((n): Need => ({ need: 'open-objection', objection: n }));
    expect(needsText(many, reading())).toBe('svar på fire innvendinger');
  });

  test('each says what remains in a lifted question too', () => {
    for (const language of LANGUAGES) {
      for (const need of needs)
        expect(remainsText({ missing: [need], tally: tally() }, reading(language))).not.toBe('');
    }
  });

  test('what is left of the answers is said as on the card, no answer counted twice', () => {
    const missing: Need[] = [
      { need: 'answers', count: 6, block: null },
      { need: 'answers', count: 3, block: 'trondheim' },
      { need: 'answers', count: 2, block: 'opsjonskommuner' },
      { need: 'open-objection', objection: 1 },
    ];
    expect(remainsText({ missing, tally: tally() }, reading())).toBe(
      'seks svar, minst tre fra Trondheim og to fra opsjonskommuner, én åpen innvending',
    );
  });

  test('every reason has its own words in each language', () => {
    for (const language of LANGUAGES) {
      const reasons = (['quorum', 'disagreement', 'cross-cutting', 'mandate', 'timeout'] as const).map((reason) =>
        reasonText({ reason, missing: [] }, reading(language)),
      );
      expect(new Set(reasons).size).toBe(5);
      expect(reasons).not.toContain('');
    }
  });
});
