/** Renders the documentation page of a problem code from the contract's registry. */
import type { ProblemCode } from '@penstock/contract';
import { problemCodes, problems, problemType } from '@penstock/contract';

/** The page of one code, as Markdown. */
export function problemPage(code: ProblemCode): string {
  const { title, status, otherStatus, cause, remedy, isRetryable, example } = problems[code];
  const statuses = otherStatus === undefined ? `${status}` : `${otherStatus} or ${status}`;
  const body = { type: problemType(code), title, status, ...example, code };
  return [
    `# ${title}`,
    `\`${code}\`, HTTP ${statuses}${isRetryable === true ? ', with `Retry-After`' : ''}.`,
    `## Why\n\n${cause}`,
    `## What to do\n\n${remedy}`,
    `## Example\n\n\`\`\`json\n${JSON.stringify(body, null, 2)}\n\`\`\`\n`,
  ].join('\n\n');
}

/** The page that lists all codes. */
export function problemList(): string {
  const rows = problemCodes.map((code) => {
    const { status, otherStatus, title } = problems[code];
    return `| [\`${code}\`](${code}.md) | ${otherStatus === undefined ? status : `${otherStatus}, ${status}`} | ${title} |`;
  });
  return [
    '# Problems',
    'Every refusal of the HTTP interface is an `application/problem+json` (RFC 9457) whose `code` is one of these.\n' +
      'These pages are written by `node tools/write-problem-pages.ts` from `packages/contract`.',
    `| code | status | what happened |\n|---|---|---|\n${rows.join('\n')}\n`,
  ].join('\n\n');
}

/** Every page by its file's name. */
export function problemPages(): ReadonlyMap<string, string> {
  return new Map([
    ['README.md', problemList()],
    ...problemCodes.map((code) => [`${code}.md`, problemPage(code)] as const),
  ]);
}
