/** Bokmål: channels that the bot comes into and is put out of, workspaces that let it in, accounts that are closed. */

export const placesNb = {
  lost: (name: string, platform: string) =>
    `Samråd er ikke med i kanalen til ${name} i ${platform}. Der ser ingen nye saker, og kortene står stille.`,
  back: {
    slack: (name: string) =>
      `Skriv /invite @Samråd i kanalen, så kommer kortene tilbake. Er kanalen borte, skriv /samrad koble ${name} i en annen.`,
    teams: (name: string) =>
      `Legg appen Samråd til der igjen, så kommer kortene tilbake. Er kanalen borte, skriv @Samråd koble ${name} i en annen.`,
  },
  added: {
    slack: 'Samråd er med her. Skriv /samrad koble og navnet på gruppa, så kommer sakene til gruppa hit.',
    teams: 'Samråd er med her. Skriv @Samråd koble og navnet på gruppa i kanalen der sakene skal komme.',
  },
  accountClosed: (who: string, group: string, platform: string) =>
    `${who} har plass i ${group}, men kontoen i ${platform} er stengt. Sett inn vara eller en ny, så plassen kan svare.`,
  shared: (name: string, platform: string) =>
    `Kanalen til ${name} i ${platform} er nå delt med en annen organisasjon. Folk derfra ser kortene og det som skrives under dem.`,
  sharedAct: (name: string) =>
    `De kan ikke svare. Skal de ikke se sakene heller, avslutt delingen, eller skriv /remove @Samråd i kanalen og koble ${name} til en annen.`,
  unshared: (name: string, platform: string) =>
    `Kanalen til ${name} i ${platform} er ikke lenger delt med andre organisasjoner.`,
  linkedAbsent: 'Men Samråd er ikke med i kanalen ennå. Skriv /invite @Samråd her, så kommer sakene.',
  linkedShared: 'Kanalen er delt med andre organisasjoner: folk derfra ser kortene og det som skrives under dem.',
  casePage: {
    title: (number: string) => `Sak ${number}`,
    where: 'Det som er spurt, svart og besluttet, leses i Slack eller Teams.',
    slack: (number: string) => `I Slack: skriv /samrad sak ${number}`,
    teams: (number: string) => `I Teams: skriv «sak ${number}» til Samråd.`,
    who: 'Du må være med i samarbeidet for å se saken.',
    none: 'Her er ingen sak',
  },
  install: {
    done: 'Samråd er lagt til',
    next: 'Inviter nå Samråd til kanalen til en gruppe, og skriv /samrad koble og navnet på gruppa der.',
    not: 'Samråd ble ikke lagt til',
    stale: 'Lenken er brukt, for gammel eller åpnet i en annen nettleser.',
    cancelled: 'Du sa nei i Slack.',
    stranger: 'Denne installasjonen av Samråd er ikke satt opp for arbeidsområdet du valgte. Spør den som drifter den.',
    fault: 'Noe gikk galt hos oss eller hos Slack. Prøv igjen om litt.',
    again: 'Prøv igjen',
  },
};

export type PlacesCatalog = typeof placesNb;
