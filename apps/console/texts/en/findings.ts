// What the preflight found, and what to do about it: one sentence for each finding.
import type { GoodFinding, LoopName, PoorFinding } from '@penstock/contract';
import type { Text } from '@penstock/web';

type Found = { readonly [code in GoodFinding | PoorFinding as `found.${code}`]: Text };
type Remedies = { readonly [code in PoorFinding as `remedy.${code}`]: Text };
type Loops = { readonly [name in LoopName as `loop.${name}`]: Text };

export const findings = {
  'found.not-a-draft': 'It is no draft any more. Its opening: {at}.',
  'found.opens-later': 'It opens in {span}: {at}.',
  'found.has-units': { one: '{units} unit.', other: '{units} units.' },
  'found.gate-answers': 'The gate answers; it is armed on publishing.',
  'found.gate-armed': 'The gate has the sale and is armed.',
  'found.gate-agrees': {
    one: 'They agree on the one unit.',
    other: 'They agree on each of {units} units.',
  },
  'found.clocks-agree': '{apartMs} ms apart. The server gets to its work within {lagMs} ms.',
  'found.workers-run': '{recorders} recorders and {loopCount} loops run.',
  'found.queue-moves': {
    one: '{orders} order is in line, for {ageMs} ms.',
    other: '{orders} orders are in line, the oldest for {ageMs} ms.',
  },
  'found.provider-answers': '“{provider}” answered within {ms} ms.',
  'found.disk-has-room': '{megabytes} MB are free.',
  'found.opening-passed': 'The opening has passed: {at}.',
  'found.opens-soon': 'It opens in no more than {span}: {at}.',
  'found.some-without-units': 'There is nothing to sell of {skus}.',
  'found.no-units': 'There is nothing to sell.',
  'found.gate-not-armed': 'The gate is not armed: it gives nothing of this sale.',
  'found.no-quiet-moment': 'No quiet moment was found in which to compare them.',
  'found.units-given-before': 'The gate or the ledger has given units of it already.',
  'found.gate-differs': 'Gate and ledger differ.',
  'found.gate-silent': 'The gate gives no answer.',
  'found.clocks-differ': '{apartMs} ms apart. The server gets to its work within {lagMs} ms.',
  'found.server-lags': 'The clocks agree, but the server gets to its work up to {lagMs} ms late.',
  'found.loops-fail': 'Failing: {loops}.',
  'found.recorders-missing': '{recorders} of {recordersMax} recorders run.',
  'found.loops-stand-still': 'Standing still: {loops}.',
  'found.queue-slow': {
    one: '{orders} order is in line, for {ageMs} ms.',
    other: '{orders} orders are in line, the oldest for {ageMs} ms.',
  },
  'found.no-provider': 'There is no payment provider: held units cannot be paid.',
  'found.provider-silent': '“{provider}” gives no answer.',
  'found.disk-low': 'Only {megabytes} MB are free.',

  'remedy.opening-passed': 'Choose an opening that is still to come.',
  'remedy.opens-soon': 'Leave pages a few seconds more to hear of the sale.',
  'remedy.some-without-units': 'Add units to the variants that have none.',
  'remedy.no-units': 'Add units to the variants.',
  'remedy.gate-not-armed': 'Wait some seconds: it is rebuilt by itself. Else rebuild it from the page “Audit”.',
  'remedy.no-quiet-moment': 'Check again when less is going on.',
  'remedy.units-given-before': 'Run the audit: it names the units. Then rebuild the gate.',
  'remedy.gate-differs': 'Run the audit: it names the units. Then rebuild the gate.',
  'remedy.gate-silent': 'See that the gate runs and can be reached.',
  'remedy.clocks-differ': 'See that the clocks of all machines follow one time source.',
  'remedy.server-lags': 'Take other work off the server’s machine.',
  'remedy.loops-fail': 'Look into the server’s log; start the server again if it says nothing.',
  'remedy.recorders-missing': 'Look into the server’s log; start the server again if it says nothing.',
  'remedy.loops-stand-still': 'Look into the server’s log; start the server again if it says nothing.',
  'remedy.queue-slow': 'The ledger does not keep up: look at the disk.',
  'remedy.no-provider': 'Name a provider in PENSTOCK_PAYMENT_PROVIDER, if buyers are to pay.',
  'remedy.provider-silent': 'See that the provider works: buyers could hold units and not pay.',
  'remedy.disk-low': 'Make room, or move the data folder: on a full disk nothing is sold.',

  'loop.expiry': 'release of due orders',
  'loop.gates': 'care for the gates',
  'loop.payments': 'questions to the payment provider',
  'loop.refunds': 'refunds',
  'loop.messages': 'messages to the shop',
} satisfies Found & Remedies & Loops;
