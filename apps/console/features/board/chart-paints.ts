// How each group of outcomes is painted: a colour of the style sheet and a pattern, so that colour never speaks alone.
import type { OutcomeGroup } from './outcome-groups.ts';

type Pattern = 'solid' | 'rising' | 'falling' | 'level' | 'upright' | 'dots';

const patterns: { readonly [group in OutcomeGroup]: Pattern } = {
  held: 'solid',
  'already-held': 'rising',
  'limit-reached': 'dots',
  'sale-not-open': 'level',
  'sale-paused': 'upright',
  'sale-ended': 'falling',
  'sold-out': 'solid',
  'all-held': 'rising',
  'rate-limited': 'dots',
  busy: 'upright',
  other: 'level',
};

/** Device pixels: the side of one tile of a pattern, and the width of its lines. */
const tilePx = 8;
const linePx = 3;

/** The colour that the style sheet gives to a name, as it is now: it changes with the colour scheme. */
export const colourOf = (name: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** What fills a group's band in a drawing. */
export function paintOf(group: OutcomeGroup): CanvasPattern | string {
  const colour = colourOf(`--chart-${group}`);
  const pattern = patterns[group];
  const tile = new OffscreenCanvas(tilePx, tilePx);
  const draw = tile.getContext('2d');
  if (pattern === 'solid' || draw === null) return colour;
  draw.fillStyle = colourOf('--color-surface');
  draw.fillRect(0, 0, tilePx, tilePx);
  draw.strokeStyle = colour;
  draw.fillStyle = colour;
  draw.lineWidth = linePx;
  drawTile(draw, pattern);
  return draw.createPattern(tile, 'repeat') ?? colour;
}

function drawTile(draw: OffscreenCanvasRenderingContext2D, pattern: Exclude<Pattern, 'solid'>): void {
  const half = tilePx / 2;
  switch (pattern) {
    case 'level':
      draw.fillRect(0, 0, tilePx, half);
      break;
    case 'upright':
      draw.fillRect(0, 0, half, tilePx);
      break;
    case 'dots':
      draw.fillRect(0, 0, half, half);
      draw.fillRect(half, half, half, half);
      break;
    case 'rising':
    case 'falling':
      // Three lines, so that the pattern goes on over the edges of its tiles.
      for (const shift of [-tilePx, 0, tilePx]) {
        draw.beginPath();
        draw.moveTo(shift, pattern === 'rising' ? tilePx : 0);
        draw.lineTo(shift + tilePx, pattern === 'rising' ? 0 : tilePx);
        draw.stroke();
      }
  }
}
