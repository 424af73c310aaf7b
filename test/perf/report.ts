import { formatBound, formatValue, tolerance, verdictOf, type Figure } from './figure';

/** What the figures depend on. */
export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memory: string;
  readonly system: string;
  readonly node: string;
  readonly date: string;
  readonly load: string;
}

/** docs/performance.md, whole. */
export function renderReport(figures: readonly Figure[], machine: Machine): string {
  const groups = [...new Set(figures.map(({ group }) => group))];
  return `# Performance

Written by \`npm run perf\`; every number on this page was measured by that command, in one run.

| | |
| --- | --- |
| Machine | ${machine.processor}, ${machine.cores} cores, ${machine.memory}, ${machine.system} |
| Node | ${machine.node} |
| Date | ${machine.date} |
| Load while measuring | ${machine.load} (processes that wanted a core, over the last minute, before and after) |

The machine is shared: a load above the number of cores means that everything here waited for other
work, and absolute times are longer than on a machine that only edits. Ratios are taken in turn and
hold better. The command fails when a figure is over its budget by more than ${tolerance} times.

${groups.map((group) => `## ${group}\n\n${table(figures.filter((figure) => figure.group === group))}\n`).join('\n')}
## How it is measured

- Test data is made by a seeded generator (\`test/perf/workloads.ts\`): the same bytes every time.
- **Analysis**, **Growth**: the time that passes or the processor time of all threads, whichever is less,
  garbage collection and compilation included; both are at least what the work takes on a machine that
  does nothing else. **Start of the extension** is processor time, all else time on the wall.
- **Analysis**: one edit after the other in one file, each at another place with another text, the
  review baseline already known, as in the editor, in the code as shipped (minified), after
  500 edits that are not counted (as many as are counted for the large files).
- **Growth**: the same loop for thousands of edits, with the heap collected before and after.
- **Start of the extension**: \`require\` of the bundle in a fresh Node process; in the place of VS Code
  stands an object that answers everything and does nothing.
- **Editor**: a real VS Code with the sample workspace (\`test/vscode/pace.test.ts\`).
- **Command line**: whole processes, in turn with \`node -e 0\`, on a generated repository. The budget of
  \`scan\`, to be faster than every scanner that reads the same files, is judged in [peers.md](peers.md).
`;
}

/** The same for the terminal. */
export function renderLines(figures: readonly Figure[]): string {
  return figures
    .map((figure) => {
      const bound = formatBound(figure);
      const budget = bound === '' ? '' : ` · budget ${bound}: ${verdictOf(figure)}`;
      return `${figure.what.replaceAll('`', '')}: ${formatValue(figure.value, figure.unit)}${budget} · ${figure.beside}`;
    })
    .join('\n');
}

function table(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => {
    return `| ${figure.what} | **${formatValue(figure.value, figure.unit)}** | ${formatBound(figure)} | ${verdictOf(figure)} | ${figure.beside} |`;
  });
  return ['| What | Figure | Budget | | Beside |', '| --- | --- | --- | --- | --- |', ...rows].join(
    '\n',
  );
}
