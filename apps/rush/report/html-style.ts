// The page's own style sheet: light and dark, narrow and wide, screen and paper. The series are the colours of Okabe and
// Ito, which people with any colour vision can tell apart.

export const htmlStyle = `
:root { color-scheme: light dark; --ink: #1d2433; --paper: #ffffff; --soft: #5a6478; --line: #d7dce5; --good: #0b6b3a; --bad: #b3261e; --open: #7a5900 }
@media (prefers-color-scheme: dark) { :root { --ink: #e7eaf0; --paper: #14171d; --soft: #a6afbf; --line: #333a47; --good: #6fd39b; --bad: #ff8a80; --open: #e8c15a } }
@media print { :root { color-scheme: light; --ink: #000; --paper: #fff; --soft: #444; --line: #bbb; --good: #064; --bad: #900; --open: #640 } section { break-inside: avoid } .swatch { print-color-adjust: exact } svg { min-width: 0 } }
* { box-sizing: border-box }
body { margin: 0 auto; padding: 1.5rem 1rem 3rem; max-width: 60rem; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; font-variant-numeric: tabular-nums }
h1 { font-size: 1.5rem; margin: 0 0 .25rem } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem }
p { margin: .25rem 0 } .soft { color: var(--soft) } .wide { overflow-x: auto }
dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); gap: .75rem; margin: 1.25rem 0 0 }
dl div { border: 1px solid var(--line); border-radius: .5rem; padding: .6rem .8rem } dt { color: var(--soft); font-size: .85rem } dd { margin: 0; font-size: 1.1rem; font-weight: 600 }
table { border-collapse: collapse; width: 100% } th, td { text-align: left; padding: .35rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top } th { font-weight: 600; color: var(--soft); font-size: .85rem } .number { text-align: right; white-space: nowrap }
svg { width: 100%; min-width: 36rem; height: auto; display: block } .opening { stroke: var(--ink); stroke-dasharray: 4 3 } .axis { fill: none; stroke: var(--soft) } .tick { fill: var(--soft); font-size: 11px }
.holds { color: var(--good); font-weight: 600 } .broken { color: var(--bad); font-weight: 700 } .open { color: var(--open); font-weight: 600 }
ul { margin: .25rem 0 0; padding-left: 1.2rem } code { font: .85em ui-monospace, monospace; overflow-wrap: anywhere }
.swatch { display: inline-block; width: .8em; height: .8em; margin-right: .4em; border: 1px solid var(--soft) }
.series-0 { fill: #0072b2; background: #0072b2 } .series-1 { fill: #e69f00; background: #e69f00 } .series-2 { fill: #009e73; background: #009e73 } .series-3 { fill: #cc79a7; background: #cc79a7 }
.series-4 { fill: #56b4e9; background: #56b4e9 } .series-5 { fill: #d55e00; background: #d55e00 } .series-6 { fill: #f0e442; background: #f0e442 } .series-7 { fill: #8a8f98; background: #8a8f98 }
`;
