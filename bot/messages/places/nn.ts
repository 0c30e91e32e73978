/** Nynorsk: channels that the bot comes into and is put out of, workspaces that let it in, accounts that are closed. */
import type { PlacesCatalog } from './nb.ts';

export const placesNn: PlacesCatalog = {
  lost: (name, platform) =>
    `Samråd er ikkje med i kanalen til ${name} i ${platform}. Der ser ingen nye saker, og korta står stille.`,
  back: {
    slack: (name) =>
      `Skriv /invite @Samråd i kanalen, så kjem korta tilbake. Er kanalen borte, skriv /samrad kople ${name} i ein annan.`,
    teams: (name) =>
      `Legg appen Samråd til der igjen, så kjem korta tilbake. Er kanalen borte, skriv @Samråd kople ${name} i ein annan.`,
  },
  added: {
    slack: 'Samråd er med her. Skriv /samrad kople og namnet på gruppa, så kjem sakene til gruppa hit.',
    teams: 'Samråd er med her. Skriv @Samråd kople og namnet på gruppa i kanalen der sakene skal kome.',
  },
  accountClosed: (who, group, platform) =>
    `${who} har plass i ${group}, men kontoen i ${platform} er stengd. Set inn vara eller ein ny, så plassen kan svare.`,
  shared: (name, platform) =>
    `Kanalen til ${name} i ${platform} er no delt med ein annan organisasjon. Folk derifrå ser korta og det som blir skrive under dei.`,
  sharedAct: (name) =>
    `Dei kan ikkje svare. Skal dei ikkje sjå sakene heller, avslutt delinga, eller skriv /remove @Samråd i kanalen og kople ${name} til ein annan.`,
  unshared: (name, platform) => `Kanalen til ${name} i ${platform} er ikkje lenger delt med andre organisasjonar.`,
  linkedAbsent: 'Men Samråd er ikkje med i kanalen enno. Skriv /invite @Samråd her, så kjem sakene.',
  linkedShared: 'Kanalen er delt med andre organisasjonar: folk derifrå ser korta og det som blir skrive under dei.',
  casePage: {
    title: (number: string) => `Sak ${number}`,
    where: 'Det som er spurt, svart og avgjort, les du i Slack eller Teams.',
    slack: (number: string) => `I Slack: skriv /samrad sak ${number}`,
    teams: (number: string) => `I Teams: skriv «sak ${number}» til Samråd.`,
    who: 'Du må vere med i samarbeidet for å sjå saka.',
    none: 'Her er inga sak',
  },
  install: {
    done: 'Samråd er lagt til',
    next: 'Inviter no Samråd til kanalen til ei gruppe, og skriv /samrad kople og namnet på gruppa der.',
    not: 'Samråd vart ikkje lagt til',
    stale: 'Lenkja er brukt, for gammal eller opna i ein annan nettlesar.',
    cancelled: 'Du sa nei i Slack.',
    stranger: 'Denne installasjonen av Samråd er ikkje sett opp for arbeidsområdet du valde. Spør den som driftar han.',
    fault: 'Noko gjekk gale hos oss eller hos Slack. Prøv igjen om litt.',
    again: 'Prøv igjen',
  },
};
