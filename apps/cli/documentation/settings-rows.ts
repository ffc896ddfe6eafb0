/** Renders the table of settings in the operators' handbook from the command line's own list. */
import { settingsTable } from '../settings-table.ts';

/** One row of Markdown for each setting. */
export function settingRows(): readonly string[] {
  return settingsTable.map(({ name, text, default: fallback, isRequired }) => {
    const start = fallback !== undefined ? `\`${fallback}\`` : isRequired === true ? 'must be set' : '';
    return `| \`${name}\` | ${start} | ${text} |`;
  });
}
