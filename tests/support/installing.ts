/** Installs the bot as a person with a browser does. */

/** What a browser remembers between the bot's page and the way back to it. */
export interface Begun {
  location: URL;
  cookie: string;
}

export async function beginAt(botUrl: string): Promise<Begun> {
  const response = await fetch(`${botUrl}/slack/install`, { redirect: 'manual' });
  const [cookie = ''] = response.headers.get('set-cookie')?.split(';') ?? [];
  return { location: new URL(response.headers.get('location') ?? ''), cookie };
}

/** Chooses a workspace at Slack, and says yes or no; where Slack sends the browser then. */
export async function consent({ location }: Begun, team: string, answer: 'yes' | 'no' = 'yes'): Promise<string> {
  const page = new URL(location);
  page.searchParams.set('team', team);
  if (answer === 'no') page.searchParams.set('deny', '');
  return (await fetch(page, { redirect: 'manual' })).headers.get('location') ?? '';
}

/** The page that is shown in the end. */
export async function comeBack(to: string, { cookie }: Begun, language = 'nb-NO'): Promise<Response> {
  return await fetch(to, { headers: { cookie, 'accept-language': language } });
}

export async function install(botUrl: string, team: string): Promise<Response> {
  const begun = await beginAt(botUrl);
  return await comeBack(await consent(begun, team), begun);
}
