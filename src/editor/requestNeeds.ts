import type { RenderOptions } from '../core/record/renderRecord';
import type { RequestView } from './requestView';

/**
 * What the policy makes of a request, for pages about it: who is needed in one sentence as long as nobody
 * agreed, afterwards who is left; and the tier it counts as. Nothing where git cannot be asked.
 */
export function requestNeeds({
  missing,
  weighed,
}: Pick<RequestView, 'missing' | 'weighed'>): Pick<RenderOptions, 'needs' | 'countsAs'> {
  if (weighed === undefined) return {};
  const { approvals, requirements } = weighed;
  const left = new Set(approvals.missing);
  return {
    countsAs: requirements.tier,
    needs: [
      ...(approvals.approvedBy.length === 0 ? requirements.sentences.slice(0, 1) : left),
      ...missing.filter((sentence) => !left.has(sentence)),
    ],
  };
}
