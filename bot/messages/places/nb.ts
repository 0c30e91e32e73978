/** Bokmål: channels that the bot comes into and is put out of, accounts that are closed. */

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
};

export type PlacesCatalog = typeof placesNb;
