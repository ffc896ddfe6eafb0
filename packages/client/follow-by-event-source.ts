// Following a stream by the browser's own EventSource, which connects again and resumes by itself.
import type { Following } from './follow-events.ts';

/** Follows until stopped or refused. Answers how to stop. */
export function followByEventSource<Events>({ url, names, onEvent, onState }: Following<Events>): () => void {
  const source = new EventSource(url, { withCredentials: false });
  onState?.('connecting');
  source.addEventListener('open', () => onState?.('open'));
  // A closed source was answered 204 or an error status, and will not try again; any other error is a reconnect.
  source.addEventListener('error', () => onState?.(source.readyState === source.CLOSED ? 'refused' : 'connecting'));
  for (const name of names) {
    source.addEventListener(name, (event) => onEvent(name, JSON.parse((event as MessageEvent).data)));
  }
  return () => source.close();
}
