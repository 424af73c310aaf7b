import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import type { CheckedSignature } from '../core/gate/judgeApproval';
import type { Signatures, SignedText } from '../core/gate/signatures';
import { checkSignature, signText } from './sshKeygen';

type Task =
  | { readonly kind: 'sign'; readonly text: string; readonly keyFile: string }
  | {
      readonly kind: 'check';
      readonly texts: readonly SignedText[];
      readonly signers: string | undefined;
      readonly now: Date;
    };

/**
 * Signatures for the editor on a machine. Each task has a thread of its own, because ssh-keygen is
 * waited for, perhaps until somebody touches a key, and the window must not wait with it.
 */
export const signatures: Signatures = {
  sign: async (text, keyFile) => {
    try {
      return { signature: await inThread<string>({ kind: 'sign', text, keyFile }) };
    } catch (error) {
      return { problem: messageOf(error) };
    }
  },
  check: async (texts, signers, now) => {
    if (texts.length === 0) return [];
    try {
      return await inThread<readonly CheckedSignature[]>({ kind: 'check', texts, signers, now });
    } catch (error) {
      const because = messageOf(error);
      return texts.map(() => ({ good: false as const, because }));
    }
  },
};

// The same file is what the thread runs.
if (!isMainThread && isTask(workerData)) parentPort?.postMessage(run(workerData));

async function inThread<Result>(task: Task): Promise<Result> {
  const worker = new Worker(__filename, { workerData: task });
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('ssh-keygen gave no answer.')));
  });
}

function run(task: Task): string | readonly CheckedSignature[] {
  return task.kind === 'sign'
    ? signText(task.text, task.keyFile)
    : task.texts.map(({ text, signature }) =>
        checkSignature(text, signature, task.signers, task.now),
      );
}

function isTask(value: unknown): value is Task {
  return (
    typeof value === 'object' &&
    value !== null &&
    'kind' in value &&
    (value.kind === 'sign' || value.kind === 'check')
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
