import { t } from '@vscode/l10n';
import type { Severity } from './rule';

export interface ContainerPower {
  readonly severity: Severity;
  /** When it was there before. */
  readonly state: Severity;
  /** What it opens, as part of a sentence. */
  readonly opens: string;
}

/**
 * How far a flag of Docker or Podman opens a container to the machine (rules.json
 * `mcp/elevated-launch`, November 2026). Undefined: its walls stay.
 */
export function containerPower(flag: string, value: string): ContainerPower | undefined {
  switch (flag) {
    case '--privileged':
      return value === 'false'
        ? undefined
        : { severity: 'critical', state: 'critical', opens: t('the whole machine') };
    case '-v':
    case '--volume':
    case '--mount':
      return /\/(?:docker|podman|containerd)\.sock\b/.test(value)
        ? {
            severity: 'critical',
            state: 'critical',
            opens: t('the container engine, and with it the whole machine'),
          }
        : undefined;
    case '--cap-add':
      return /^(?:CAP_)?(?:ALL|SYS_ADMIN|SYS_PTRACE|SYS_MODULE|NET_ADMIN|DAC_READ_SEARCH|BPF)$/i.test(
        value,
      )
        ? { severity: 'high', state: 'high', opens: t('rights of the system itself') }
        : undefined;
    case '--pid':
    case '--userns':
    case '--ipc':
      return value === 'host'
        ? { severity: 'high', state: 'high', opens: t('the other programs of the machine') }
        : undefined;
    case '--security-opt':
      return /(?:seccomp|apparmor)[=:]unconfined|label[=:]disable/.test(value)
        ? { severity: 'high', state: 'high', opens: t('calls that are otherwise held back') }
        : undefined;
    case '--device':
      return { severity: 'high', state: 'medium', opens: t('a device of the machine') };
    case '--network':
    case '--net':
      // Often the only way to a database on the same machine.
      return value === 'host'
        ? { severity: 'medium', state: 'low', opens: t('the network of the machine') }
        : undefined;
    default:
      return undefined;
  }
}
