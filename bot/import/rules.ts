/** The rules of the file over the defaults, their version and their approval. */
import type { Collaboration } from '../collaboration.ts';
import { DEFAULT_POLICY, type Policy } from '../domain/index.ts';
import { layered } from '../policy-schema.ts';
import type { Problem } from './problem.ts';
import { same } from './same.ts';
import type { CollaborationFile } from './schema.ts';

/**
 * Changed rules get a new version, so that every question tells which it was opened under. An approval is of a version and makes
 * none; under changed rules, the one that was given to the version before is refused.
 */
export function policyOf(file: CollaborationFile, existing: Collaboration | null): Policy | { problems: Problem[] } {
  const policy = layered(DEFAULT_POLICY, file.rules);
  if (!existing) return policy;
  const before = existing.policy;
  const changed = !sameRules(policy, before);
  const { version } = file.rules;
  const problems = [
    ...(version === undefined ? [] : versionProblems(version, before.version, changed)),
    ...(changed ? approvalProblems(policy, before) : []),
  ];
  if (problems.length > 0) return { problems };
  return version === undefined ? { ...policy, version: before.version + (changed ? 1 : 0) } : policy;
}

/** What nobody has approved, in a sentence for the operator: not a fault, for rules may be tried before they are approved. */
export function approvalWarning({ policy }: Collaboration): string | null {
  if (policy.approved || sameRules(policy, DEFAULT_POLICY)) return null;
  return `rules version ${policy.version}: not approved by any body`;
}

/** Parts that were not there when `before` was stored were as the defaults have them. */
function sameRules(policy: Policy, before: Policy): boolean {
  const aside = { version: 0, approved: undefined };
  return same({ ...policy, ...aside }, { ...DEFAULT_POLICY, ...before, ...aside });
}

function versionProblems(version: number, before: number, changed: boolean): Problem[] {
  if (version > before || (version === before && !changed)) return [];
  const message = changed
    ? `the rules changed: give a version above ${before}, or none`
    : `the rules have version ${before} already; versions only go up`;
  return [{ path: ['rules', 'version'], message }];
}

function approvalProblems({ approved }: Policy, before: Policy): Problem[] {
  if (!approved || !same(approved, before.approved)) return [];
  const message = `the rules changed, and this approval was of version ${before.version}: give the new one, or take it away`;
  return [{ path: ['rules', 'approved'], message }];
}
