const overview = `mcp-change: change control for MCP servers, agent prompts and agent permissions

  mcp-change scan [--root DIR] [PATH…]                       findings in governed files as they stand
  mcp-change diff [--base REF] [--head REF] [--all]          what changed between two states, and its risk
  mcp-change diff --before FILE --after FILE --as PATH       the same for two loose files
  mcp-change explain [--base REF] [--head REF]               what the agents of each client can do, before and after
  mcp-change accept ID --reason TEXT --until DAY             lives with a finding for a time; it stays visible
  mcp-change record [--base REF] --why TEXT [--type TYPE]    writes the change record with its rollback plan
  mcp-change show ID [--format markdown]                     the record for people, e.g. for a pull request
  mcp-change test ID [--passed TEST | --failed TEST]         what is tested and checked; writes a result down
  mcp-change rollback ID [--check | --apply] [--why TEXT]    rehearses or performs the rollback
  mcp-change rollback --ended [--apply]                      takes back what was granted for a time that is over
  mcp-change propose ID                                      asks for approval of a record
  mcp-change approve ID [--role ROLE] [--key FILE]           signs a request, for its content, plan and policy
  mcp-change reject ID --why TEXT                            says no
  mcp-change withdraw ID --why TEXT                          gives a request up
  mcp-change status [ID]                                     where requests stand, and what they still need
  mcp-change gate --base REF [--head REF]                    checks records against what merging would change

  --root DIR               the folder to work in (default: the current one)
  --format text|json|sarif how to print the report (default: text; sarif for scan, diff, gate)
  --help, --version

Exit code: 0 fine · 1 findings or a failed check · 2 wrong usage or unreadable input.
`;

const details: Readonly<Record<string, string>> = {
  scan: `mcp-change scan [--root DIR] [--format text|json|sarif] [PATH…]

Reads every governed file below DIR, or the given files and folders, and lists what is risky as it
stands. Needs no git. What is accepted is listed too, and is no reason to end with 1.
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
  accept: `mcp-change accept ID [PATH] --reason TEXT --until DAY [--base REF] [--as IDENTITY] [--root DIR]

Writes into .mcp-change/acceptances.yaml that a finding may stay. ID is what scan shows behind the rule,
or the fingerprint of its JSON; PATH tells files apart in which it is the same. DAY is the last day,
2027-01-31 or 90d, at most a year ahead. The finding stays visible everywhere and raises no alarm until
that day, or until its entry means something else. It asks for no fewer approvals, and counts for pull
requests when the base holds it. Credentials, hidden text and some others can never be accepted.
`,
  record: `mcp-change record [--root DIR] [--base REF] --why TEXT [--type TYPE] [--until DATE]

Writes the change record of the work tree against REF into .mcp-change/records/, with a rollback plan
that has been rehearsed. TYPE is security-update, configuration, code-deployment or infrastructure;
without it the change decides. What is granted until DATE, such as 2026-12-24, is offered to be taken back
when that day is over (UTC).
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
  rollback: `mcp-change rollback ID [--root DIR] [--check | --apply] [--all] [--why TEXT]
mcp-change rollback --ended [--apply]
mcp-change rollback --continue | --abort

Takes a recorded change back. --check (the default) rehearses it in memory and prints the plan;
--apply writes the files, and --why keeps the reason for whoever tries the same again. What tightened
stays, and a version with a published hole does not come back; with --all both do, which is less safe.
--ended lists the records whose end has come, each as a patch, with exit code 1. A rollback that was cut
off in the middle goes on with --continue or goes back with --abort. Nothing is run.
`,
  propose: `mcp-change propose ID [--root DIR]

Asks for approval: writes into the record who asked, when and for which content. Needed again after an
edit or a no. Comments and order in the file stay.
`,
  approve: `mcp-change approve ID [--base REF] [--head REF] [--role ROLE[,ROLE]] [--key FILE] [--as IDENTITY]

Signs what merging head (default: HEAD) into base (default: the main branch) would bring, with an SSH
key, and writes the approval beside the record. It holds for this content, plan and policy only. FILE is
a private key, or a public one whose private key the SSH agent has; without it the key git signs with.
IDENTITY is email:… or github:… as .mcp-change/allowed_signers on the base has it; without it git's
address. Whoever asked for the change, wrote or committed part of it, or ran the agent that did, is
refused; so is an agent. Exit code 1: it would not count, and nothing was written.
`,
  reject: `mcp-change reject ID --why TEXT [--base REF] [--head REF] [--key FILE] [--as IDENTITY]

Says no: in the record, and signed beside it where there is a key. A signed no holds until its giver
approves, or the change is another one.
`,
  withdraw: `mcp-change withdraw ID --why TEXT [--root DIR]

Gives a request up. Its changes wait again, as if nobody had asked.
`,
  status: `mcp-change status [ID] [--base REF] [--head REF]

Lists the change requests of the work tree with their state: draft, proposed, approved, stale, live,
verifying, closed, rolled-back, rejected, withdrawn, superseded, expired, emergency-active or
emergency-overdue; who approved, and what is still missing.
`,
  gate: `mcp-change gate --base REF [--head REF] [--root DIR] [--format text|json|sarif]

Works out what merging head (default: HEAD) into the tip of base would change, and checks that the
records tell the truth about it and that everybody who is needed agreed. Policy, roles, names and
allowed signers are those of the base. Where the policy only advises, what fails is shown and the code is
0; a record that cannot be read, a credential and a forged approval always fail. Needs git 2.38 when the
base moved on. Exit code: 0 passed · 1 failed · 2 wrong usage, or the two do not merge.
`,
};

/** The help of one command, or the overview. */
export function helpText(command?: string): string {
  return (command === undefined ? undefined : details[command]) ?? overview;
}
