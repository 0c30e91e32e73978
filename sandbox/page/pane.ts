/** What the page gives each platform's pane. */
export interface PaneProps {
  /** The part's `view(personId)`. */
  view: unknown;
  /** The person shown. */
  person: { id: string; name: string };
  /** Calls the part's `act(personId, action)`; rejects with an Error whose message can be shown to the person. */
  act(action: unknown): Promise<unknown>;
}
