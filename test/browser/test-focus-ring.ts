// The ring around what has the focus, as it is seen: the picture with it is compared with the picture without it.
import type { Page } from 'playwright-core';

export type Ring = {
  /** What has the focus, in words. */
  readonly of: string;
  /** Sides of the ring that are cut or covered. */
  readonly gaps: readonly string[];
  /** Of the ring against what is there without it. */
  readonly contrast: number;
};

type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

type Stop = { readonly id: number; readonly kind: string; readonly text: string; readonly box: Box };

/** Presses of Tab within which a page is walked through. */
const pressesMax = 150;

/** In pixels: how far from the element its ring is looked for, and what is pictured around it. */
const [inwards, outwards, around] = [4, 7, 14] as const;

/**
 * Walks through a page by Tab and measures the ring of one element of each kind.
 * @param lab an empty page, on which pictures are compared
 */
export async function focusRings(page: Page, lab: Page): Promise<readonly Ring[]> {
  const rings: Ring[] = [];
  const kinds = new Set<string>();
  let firstId: number | undefined;
  for (let presses = 0; presses < pressesMax; presses += 1) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(focusedStop);
    if (stop === undefined || stop.id === firstId) break;
    firstId ??= stop.id;
    if (kinds.has(stop.kind)) continue;
    kinds.add(stop.kind);
    rings.push(await measure(page, lab, stop));
  }
  return rings;
}

async function measure(page: Page, lab: Page, { kind, text, box }: Stop): Promise<Ring> {
  const view = page.viewportSize() ?? { width: 0, height: 0 };
  const [x, y] = [Math.max(0, box.x - around), Math.max(0, box.y - around)];
  const width = Math.min(view.width, box.x + box.width + around) - x;
  const clip = { x, y, width, height: Math.min(view.height, box.y + box.height + around) - y };
  const picture = async () => (await page.screenshot({ clip, animations: 'disabled' })).toString('base64');
  const shown = await picture();
  await page.evaluate(hideRings, true);
  const hidden = await picture();
  await page.evaluate(hideRings, false);
  const changes = await lab.evaluate(changesOf, [shown, hidden] as const);
  const inPicture = { ...box, x: box.x - x, y: box.y - y };
  const seen = changes.values.filter((contrast) => contrast > 0).sort((one, other) => one - other);
  return {
    of: `${kind} “${text}”`,
    gaps: gapsOf(changes, inPicture),
    contrast: seen[Math.floor(seen.length / 2)] ?? 1,
  };
}

/** Of each pixel, line by line: the contrast of the two pictures there; 0 where they are alike. */
type Changes = { readonly width: number; readonly height: number; readonly values: readonly number[] };

function gapsOf(changes: Changes, box: Box): readonly string[] {
  const [left, top] = [Math.round(box.x), Math.round(box.y)];
  const [right, bottom] = [Math.round(box.x + box.width) - 1, Math.round(box.y + box.height) - 1];
  const sides = {
    top: isWhole(left, right, (x) => crosses(changes, [x, top], [0, -1])),
    bottom: isWhole(left, right, (x) => crosses(changes, [x, bottom], [0, 1])),
    left: isWhole(top, bottom, (y) => crosses(changes, [left, y], [-1, 0])),
    right: isWhole(top, bottom, (y) => crosses(changes, [right, y], [1, 0])),
  };
  return Object.entries(sides).flatMap(([side, isSeen]) => (isSeen ? [] : [side]));
}

function isWhole(from: number, to: number, isRingAt: (place: number) => boolean): boolean {
  // The corners are round.
  const margin = Math.ceil((to - from) / 4);
  let gaps = 0;
  for (let place = from + margin; place <= to - margin; place += 1) if (!isRingAt(place)) gaps += 1;
  // What is behind the ring may have its colour here and there.
  return gaps <= (to - from) / 5;
}

/** Whether the line from the inside to the outside of a side crosses the ring. */
function crosses(
  { width, height, values }: Changes,
  [x, y]: readonly [number, number],
  [stepX, stepY]: readonly [number, number],
): boolean {
  let crossed = 0;
  for (let step = -inwards; step <= outwards; step += 1) {
    const [atX, atY] = [x + step * stepX, y + step * stepY];
    const isInside = atX >= 0 && atY >= 0 && atX < width && atY < height;
    if (isInside && (values[atY * width + atX] ?? 0) > 0) crossed += 1;
  }
  return crossed >= 2;
}

// These three run in a page.
function focusedStop(): Stop | undefined {
  const focused = document.activeElement;
  if (focused === null || focused === document.body) return undefined;
  // The ring of a choice that is only heard is around its label.
  const isHidden = focused.classList.contains('is-only-heard');
  const shown = isHidden ? (focused.nextElementSibling ?? focused) : focused;
  const { x, y, width, height } = shown.getBoundingClientRect();
  return {
    id: [...document.querySelectorAll('*')].indexOf(focused),
    kind: `${focused.tagName.toLowerCase()}.${focused.className} in ${focused.parentElement?.className}`,
    text: (focused.textContent ?? '').trim().slice(0, 24),
    box: { x, y, width, height },
  };
}

function hideRings(isHidden: boolean): void {
  const sheet = new CSSStyleSheet();
  if (isHidden) sheet.replaceSync(':focus-visible, :focus-visible + * { outline-color: transparent !important }');
  document.adoptedStyleSheets = [sheet];
}

async function changesOf(pictures: readonly [string, string]): Promise<Changes> {
  const read = async (png: string): Promise<ImageData> => {
    const image = new Image();
    image.src = `data:image/png;base64,${png}`;
    await image.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [image.width, image.height];
    const context = canvas.getContext('2d');
    if (context === null) throw new TypeError('a canvas can be drawn on');
    context.drawImage(image, 0, 0);
    return context.getImageData(0, 0, image.width, image.height);
  };
  const [shown, hidden] = [await read(pictures[0]), await read(pictures[1])];
  const channel = ({ data }: ImageData, at: number): number => (data[at] ?? 0) / 255;
  const linear = (value: number): number => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  // As WCAG 2.2 defines relative luminance and contrast.
  const luminance = (image: ImageData, at: number): number =>
    0.2126 * linear(channel(image, at)) +
    0.7152 * linear(channel(image, at + 1)) +
    0.0722 * linear(channel(image, at + 2));
  const values = Array.from({ length: shown.width * shown.height }, (_, pixel) => {
    const at = pixel * 4;
    const parts = [0, 1, 2].map((part) => Math.abs(channel(shown, at + part) - channel(hidden, at + part)));
    if (parts.reduce((sum, part) => sum + part) < 0.15) return 0;
    const [one, other] = [luminance(shown, at), luminance(hidden, at)];
    return Math.round(((Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05)) * 100) / 100;
  });
  return { width: shown.width, height: shown.height, values };
}
