/** Questions as people see them: state in, platform-neutral views and forms out. Pure. */

export { type ActionRow, actionsView } from './actions.ts';
export { actOn, type Does, KEEP, opensForm } from './acts.ts';
export * from './answers.ts';
export { type BundleEntry, bundleView, pastBundleView } from './bundle.ts';
export { cardView } from './card.ts';
export { caseView } from './case.ts';
export { numberInLink } from './case-link.ts';
export { type Audience, contextOf, type Reading, type ViewContext } from './context.ts';
export { type Digest, type DigestRow, digestView, shownRows } from './digest.ts';
export { saidElsewhereView } from './discussion.ts';
export { followUpView } from './follow-up.ts';
export { absenceReceipt, seatsHeldBy } from './form-absence.ts';
export { type AskStart, PRACTICE } from './form-ask.ts';
export { BY_EXPERT } from './form-ask-rest.ts';
export { OWN_TEXT } from './form-expert.ts';
export { formFor } from './forms.ts';
export {
  glossaryHelpView,
  glossaryView,
  PROPOSE_TERM,
  type TermHit,
  termTakenText,
  termTitle,
} from './glossary.ts';
export { type HomeGroup, homeView } from './home.ts';
export { caughtText, type GatheredIdea, notCaughtText, weeklyIdeasView } from './ideas.ts';
export { mandateFlagView } from './mandate.ts';
export { hasAnswered } from './mine.ts';
export { type Minutes, minutesPaper, minutesView, noMinutesText } from './minutes.ts';
export { needsText, reasonText, remainsText } from './needs.ts';
export { noteView } from './notes.ts';
export { objectionNoteView, objectionsWaitView } from './objection-notes.ts';
export { languageView, SET_HOURS, SET_LANGUAGE } from './own.ts';
export { packetView } from './packet.ts';
export { calledInView, reminderView } from './person.ts';
export { accountClosedView, addedText, channelLostView, channelSharedView } from './places.ts';
export { preferenceReceipt } from './preferences.ts';
export { hitOf, searchView, sharedView } from './search.ts';
export { actionReminderView, reopenedView, reviewDueView, supersededView } from './told-after.ts';
