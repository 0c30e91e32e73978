import { useCallback, useEffect, useRef, useState } from 'react';

export interface Step {
  who: string;
  platform: string;
  where: string;
  say?: string;
  press?: string;
}

export interface PageState {
  people: { id: string; name: string; on: string[] }[];
  slack: unknown;
  teams: unknown;
  clock: string | null;
  play: {
    done: number;
    total: number;
    running: boolean;
    current?: Step;
    failures: number;
    failed: { index: number; step: Step; reason: string }[];
  } | null;
}

/** Posts to the page's API; rejects with what went wrong. */
export async function send(path: string, body: object): Promise<unknown> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) });
  const answer = (await response.json()) as { result?: unknown; error?: string };
  if (!response.ok) throw new Error(answer.error ?? String(response.status));
  return answer.result;
}

/** The state as this person sees it, fetched anew whenever the server says that something changed. */
export function useSandbox(person: string): { state: PageState | undefined; online: boolean; refresh: () => void } {
  const [state, setState] = useState<PageState>();
  const [online, setOnline] = useState(true);
  const asking = useRef(false);
  const again = useRef(false);
  const wanted = useRef(person);
  wanted.current = person;

  const refresh = useCallback(async () => {
    again.current = true;
    if (asking.current) return;
    asking.current = true;
    try {
      while (again.current) {
        again.current = false;
        const asked = wanted.current;
        const response = await fetch(`/ui/state?as=${encodeURIComponent(asked)}`);
        const next = (await response.json()) as PageState;
        if (asked === wanted.current) setState(next);
        else again.current = true;
      }
      setOnline(true);
    } catch {
      setOnline(false);
    } finally {
      asking.current = false;
    }
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another person sees another state
  useEffect(() => void refresh(), [person, refresh]);
  useEffect(() => {
    const source = new EventSource('/ui/events');
    source.onmessage = () => void refresh();
    source.onerror = () => setOnline(false);
    return () => source.close();
  }, [refresh]);
  return { state, online, refresh };
}
