/** What a person has chosen for themselves: their language, and when they are written to. */
import type { Hours, Language } from '../collaboration.ts';
import { type Policy, sendingHours } from '../domain/index.ts';
import { capital, catalog, timeOfDay } from '../messages/index.ts';
import type { Act, Action, Form, Node, View } from '../view.ts';
import { button } from './acts.ts';
import type { Reading } from './context.ts';
import { actions, text } from './nodes.ts';

export const SET_LANGUAGE = 'language';
export const SET_HOURS = 'hours';

const LANGUAGES: Language[] = ['nb', 'nn', 'en'];

/** A sentence, and the languages to choose from. */
export function languageView(sentence: string, language: Language): View {
  return { summary: sentence, nodes: [text(sentence), ...actions([languageSelect(language)])] };
}

function languageSelect(language: Language): Action {
  const m = catalog(language).own.language;
  const options = LANGUAGES.map((one) => ({ label: capital(m.name[one]), act: { do: SET_LANGUAGE, arg: one } }));
  return { type: 'select', label: m.label, options, chosen: LANGUAGES.indexOf(language) };
}

/** What holds now, each with a way to change it. `policy`: as it holds for the reader. */
export function settingsNodes(policy: Policy, { language }: Pick<Reading, 'language'>): Node[] {
  const m = catalog(language).own;
  const [from, to] = sendingHours(policy);
  return [
    text(m.language.now(m.language.name[language])),
    ...actions([languageSelect(language)]),
    text(m.hours.now(timeOfDay(from, language), timeOfDay(to, language))),
    ...actions([button(m.hours.change, { do: SET_HOURS })]),
  ];
}

const HALF_HOURS = 48;

/** Fields: from, to (HH:MM), within what the rules allow. */
export function hoursForm(act: Act, { collaboration, language }: Reading, hours: Hours | undefined): Form {
  const m = catalog(language);
  const [opens, closes] = sendingHours(collaboration.policy);
  const between = Array.from({ length: HALF_HOURS }, (_, n) => timeAt(n * 30)).filter((t) => t > opens && t < closes);
  const times = [opens, ...between, closes];
  const choice = (name: string, label: string, among: string[], initial: string) => ({
    ...{ type: 'choice' as const, name, label, required: true },
    options: among.map((value) => ({ value, label: timeOfDay(value, language) })),
    initial: [among.includes(initial) ? initial : (among[0] ?? opens)],
  });
  return {
    act,
    title: m.own.hours.title,
    submit: m.form.save,
    cancel: m.form.cancel,
    intro: [text(m.own.hours.intro)],
    fields: [
      choice('from', m.own.hours.from, times.slice(0, -1), hours?.from ?? opens),
      choice('to', m.own.hours.to, times.slice(1), hours?.to ?? closes),
    ],
  };
}

function timeAt(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
