import type { Finding } from './check.ts';

/** The major version that Penstock is developed and tested on, and the oldest that can run it. */
const nodeMajor = 26;
const nodeMajorMin = 24;

/** Whether this Node is one that Penstock is tested on. */
export function checkNode(version: string): Finding {
  const check = 'Node';
  const major = Number.parseInt(version, 10);
  if (major === nodeMajor) return { check, level: 'ok', text: version };
  const next = `Run npm install in the clone, which brings Node ${nodeMajor}, or install it.`;
  const text = `${version}; Penstock is tested on ${nodeMajor}`;
  return { check, level: major < nodeMajorMin ? 'fail' : 'warn', text, next };
}
