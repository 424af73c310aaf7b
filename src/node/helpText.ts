const overview = `mcp-change: change control for MCP servers, agent prompts and agent permissions

  mcp-change scan [--root DIR] [PATH…]                       findings in governed files as they stand
  mcp-change diff [--base REF] [--head REF] [--all]          what changed between two states, and its risk
  mcp-change diff --before FILE --after FILE --as PATH       the same for two loose files
  mcp-change explain [--base REF] [--head REF]               what the agents of each client can do, before and after
  mcp-change record [--base REF] --why TEXT [--type TYPE]    writes the change record with its rollback plan
  mcp-change show ID [--format markdown]                     the record for people, e.g. for a pull request
  mcp-change test ID [--passed TEST | --failed TEST]         what is tested and checked; writes a result down
  mcp-change rollback ID [--check | --apply] [--all]         rehearses or performs the rollback

  --root DIR               the folder to work in (default: the current one)
  --format text|json|sarif how to print the report (default: text; sarif for scan and diff)
  --help, --version

Exit code: 0 fine · 1 findings or a failed check · 2 wrong usage or unreadable input.
`;

const details: Readonly<Record<string, string>> = {
  scan: `mcp-change scan [--root DIR] [--format text|json|sarif] [PATH…]

Reads every governed file below DIR, or the given files and folders, and lists what is risky as it
stands. Needs no git.
`,
  diff: `mcp-change diff [--root DIR] [--base REF] [--head REF] [--all] [--format text|json|sarif]
mcp-change diff --before FILE --after FILE --as PATH

Compares the governed files of two states and says what the change lets an agent do that it could
not do before. REF is anything git understands; the base defaults to the merge base with the default
branch, else HEAD; the head defaults to the work tree. With --all, findings that were there before
are listed too. Of two loose files either may be left out or empty; PATH says what kind they are.
`,
  explain: `mcp-change explain [--root DIR] [--base REF] [--head REF] [--format text|json]

Puts all governed files of a folder together and says what the agents of each client can do: servers,
tools and commands without asking, files, network, spending, and what they are refused. + is new
against REF, - is gone. Without git it shows the present state.
`,
  record: `mcp-change record [--root DIR] [--base REF] --why TEXT [--type TYPE]

Writes the change record of the work tree against REF into .mcp-change/records/, with a rollback plan
that has been rehearsed. TYPE is security-update, configuration, code-deployment or infrastructure;
without it the change decides.
`,
  show: `mcp-change show ID [--root DIR] [--format text|markdown|json]

Prints a record, words first: what changes, why it is that risky, what is still missing, what is tested
and checked, how it goes live and how it is taken back.
`,
  test: `mcp-change test ID [--root DIR] [--passed TEST | --failed TEST] [--note TEXT] [--format text|json]

Lists the tests and the checklist of a record and how each stands. --passed and --failed write a result
into it: what you ran or looked at yourself, for the files as they are now. For other files it is void.
The tests that only read and compare run again; no command and no server is started.
`,
  rollback: `mcp-change rollback ID [--root DIR] [--check | --apply] [--all]

Takes a recorded change back. --check (the default) rehearses it in memory and prints the plan;
--apply writes the files. What tightened stays; with --all it is taken back too, which is less safe.
Nothing is run.
`,
};

/** The help of one command, or the overview. */
export function helpText(command?: string): string {
  return (command === undefined ? undefined : details[command]) ?? overview;
}
