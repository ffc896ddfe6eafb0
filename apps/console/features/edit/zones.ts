// The time zones to choose from: one's own and UTC first, then all that the browser knows.

/** The zone of the device. */
export const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

export function zoneChoices(): readonly { readonly value: string; readonly label: string }[] {
  const zones = new Set([ownZone(), 'UTC', ...Intl.supportedValuesOf('timeZone')]);
  return [...zones].map((zone) => ({ value: zone, label: zone }));
}
