/** `true` here lets everything through. */
const opensAll =
  /^(?:auto(?:approve|accept|allow|confirm)(?:all|everything)?|(?:allow|approve|accept|trust)(?:all|any|everything)(?:tools?|commands?|skills?|servers?)?|skip(?:all)?(?:approvals?|permissions?|confirmations?|permissionprompts?)|(?:bypass|disable)(?:permissions?|approvals?|confirmations?)|yolo(?:mode)?)$/;
/** `false` here means that nobody is asked. */
const asks =
  /^(?:requires?(?:user)?(?:approval|confirmation|permission)|(?:approval|confirmation)required|ask(?:for)?(?:approval|confirmation|permission)|confirm(?:before\w{1,20}|commands?|tools?))$/;
const decides = /^default(?:action|decision|permission|approval)$/;

/**
 * A key that no client's table names, and that says by its name and value that nobody is asked. People
 * and agents invent such keys; a client that does not know one ignores it, and what else reads the file
 * may not.
 *
 * @param key as written: `auto_approve_all`, `requireApproval`
 * @param value canonical: `true`, `approve`
 */
export function saysNobodyIsAsked(key: string, value: string): boolean {
  const name = key.replace(/[-_\s]/g, '').toLowerCase();
  if (value === 'true') return opensAll.test(name);
  if (value === 'false') return asks.test(name);
  return decides.test(name) && /^(?:approve|allow|accept|auto|yes|always)$/i.test(value);
}
