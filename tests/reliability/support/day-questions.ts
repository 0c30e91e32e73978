/** Questions that were asked in the working days before a day, so that on it something falls due for many of them. */
import {
  addWorkingDays,
  type Collaboration,
  type Command,
  type Criticality,
  instantOf,
  rosterOf,
} from '../../../bot/index.ts';
import { plainQuestion } from '../../support/asking.ts';

const CRITICALITIES: Criticality[] = ['green', 'yellow', 'red'];
const MINUTES_A_DAY = 7 * 60;
const LEFT_TURN = 3;

export interface Asked {
  question: string;
  title: string;
  where: string;
  /** Working days; what ends first is answered first. */
  daysLeft: number;
}

/**
 * `count` commands, groups and criticalities in turn. Every other one was asked the day before, since each day past half-time is a
 * reminder for every member; the rest on all days on which it could be asked and still be with its group, so that some end on the date.
 */
export function askedBefore(date: string, count: number, collaboration: Collaboration): { is: Asked; ask: Command }[] {
  const { groups, policy } = collaboration;
  return Array.from({ length: count }, (_, i) => {
    const which = i % groups.length;
    const group = groups[which]?.id ?? '';
    const nth = Math.floor(i / groups.length);
    const criticality = CRITICALITIES[nth % CRITICALITIES.length] ?? 'red';
    const days = policy.criticality[criticality].deadlineWorkingDays;
    const turn = Math.floor(nth / CRITICALITIES.length);
    // One green question of each group was left to itself, and has been extended since.
    const isLeft = criticality === 'green' && turn === LEFT_TURN;
    const spread = turn % 2 === 0 ? 1 : 1 + ((which + turn) % days);
    const daysAgo = isLeft ? days + policy.extension.workingDays : spread;
    const minutes = (i * 37) % MINUTES_A_DAY;
    const from = instantOf(addWorkingDays(date, -daysAgo, policy), '08:00', policy.timeZone);
    const at = new Date(Date.parse(from) + minutes * 60_000).toISOString();
    const number = `D-2027-${String(i + 1).padStart(3, '0')}`;
    const title = `Sak ${i + 1} av dagen: skal det være slik?`;
    const question = `day-${i + 1}`;
    const ask: Command = {
      ...plainQuestion(rosterOf(collaboration, [group])),
      ...{
        collaboration: collaboration._id,
        number,
        group,
        groups: [group],
        title,
        body: `Shall it be so? (${i + 1})`,
      },
      ...{ criticality, policy, question, commandId: `ask:${question}`, at, by: `${group}.trondheim-1` },
    };
    return { is: { question, title, where: group, daysLeft: isLeft ? days : days - daysAgo }, ask };
  });
}
