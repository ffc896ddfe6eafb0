import { cliFailure } from '../failures.ts';
import type { Reading } from './reading.ts';

/** What was read from a flag's text. Throws OPTION_INVALID when it cannot be read. */
export function mustRead<Value>(flag: string, reading: Reading<Value>): Value {
  if (reading.ok) return reading.value;
  throw cliFailure('OPTION_INVALID', { why: `${flag}: ${reading.message}`, next: 'Add --help to see what it takes.' });
}
