import { t } from '@vscode/l10n';
import type { ContainerFlag, TraitFact } from '../facts/traitFact';
import { containerPower, type ContainerPower } from './containerPower';
import { removeItemsFix } from './jsonFixes';
import { oneLower } from './oneLower';
import type { Detection, RuleContext } from './rule';

/**
 * Containers of servers and agents that a compose file or a dev container opens to the machine. An
 * agent's own container weighs one step less: without one it would run on the machine itself.
 */
export function openedContainers(context: RuleContext): readonly Detection[] {
  return context.facts.traits.flatMap((trait) => {
    const { container } = trait;
    const power = container === undefined ? undefined : powerOf(container);
    return container === undefined || power === undefined
      ? []
      : [detect(context, trait, container, power)];
  });
}

/** Whole disks and the places of keys; a folder of the project is what a container is for. */
const wholeMachine =
  /(?:^|source=|src=|"source":")(?:\/|\/(?:etc|root|home|Users)\/?|~\/?|\$\{?HOME\}?\/?|\$\{localEnv:(?:HOME|USERPROFILE)\}(?:\$\{localEnv:USERPROFILE\})?\/?)(?=[:,"]|$)/;
const keys = /\.(?:ssh|aws|gnupg|kube|azure|config\/gcloud|docker|netrc)\b/;

function powerOf({ flag, value }: ContainerFlag): ContainerPower | undefined {
  const known = containerPower(flag, value);
  if (known !== undefined || !/^(?:-v|--volume|--mount)$/.test(flag)) return known;
  if (wholeMachine.test(value)) {
    return {
      severity: 'high',
      state: 'medium',
      opens: t('all files of the machine or of a person'),
    };
  }
  return keys.test(value)
    ? { severity: 'high', state: 'medium', opens: t('keys of the machine or of a person') }
    : undefined;
}

function detect(
  context: RuleContext,
  trait: TraitFact,
  { flag, pointers, ofAgent }: ContainerFlag,
  { severity, state, opens }: ContainerPower,
): Detection {
  const introduced = ofAgent ? oneLower(severity) : severity;
  return {
    severity: ofAgent ? oneLower(state) : state,
    introducedSeverity: introduced,
    subject: trait.subject,
    pointer: trait.pointer,
    range: trait.range,
    message: ofAgent
      ? t(
          '{0} opens the container that an agent works in: `{1}` gives it {2}. Take it out, or give it only the one thing it needs.',
          trait.title,
          trait.value,
          opens,
        )
      : t(
          '{0} opens a container: `{1}` gives it {2}. Take it out, or give it only the one thing it needs.',
          trait.title,
          trait.value,
          opens,
        ),
    because: t('container opened: {0}', flag),
    entity: `${trait.key} elevated`,
    factors: { privilege: { points: 8, because: t('rights over the machine') } },
    ...(introduced === 'critical' && !context.example ? { floor: 'critical' as const } : {}),
    fixes: removeItemsFix(context, pointers, t('Remove `{0}`', trait.value)),
  };
}
