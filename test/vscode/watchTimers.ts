/** Timers of the extension host while they are watched, told apart by the file that set them. */
export interface TimerWatch {
  /** How many were set from a file. */
  readonly seen: (from: RegExp) => number;
  /** Where those were set that still wait. */
  readonly pending: (from: RegExp) => readonly string[];
  /** The only wait of these tests on the clock: that nothing happens has no event. */
  readonly wait: (milliseconds: number) => Promise<void>;
  readonly restore: () => void;
}

type Callback = (...parameters: unknown[]) => void;

/** Replaces the timers of this host until `restore`. Those set before are not seen. */
export function watchTimers(): TimerWatch {
  const { setTimeout: timeout, setInterval: interval } = globalThis;
  const clear = { timeout: globalThis.clearTimeout, interval: globalThis.clearInterval };
  const places: string[] = [];
  const waiting = new Map<unknown, string>();
  globalThis.setTimeout = ((callback: Callback, wait?: number, ...parameters: unknown[]) => {
    const place = placeOfCaller();
    places.push(place);
    const timer = timeout(() => {
      waiting.delete(timer);
      callback(...parameters);
    }, wait);
    waiting.set(timer, place);
    return timer;
  }) as typeof setTimeout;
  globalThis.setInterval = ((callback: Callback, wait?: number, ...parameters: unknown[]) => {
    const timer = interval(callback, wait, ...parameters);
    places.push(placeOfCaller());
    waiting.set(timer, placeOfCaller());
    return timer;
  }) as typeof setInterval;
  globalThis.clearTimeout = ((timer: NodeJS.Timeout) => {
    waiting.delete(timer);
    clear.timeout(timer);
  }) as typeof clearTimeout;
  globalThis.clearInterval = ((timer: NodeJS.Timeout) => {
    waiting.delete(timer);
    clear.interval(timer);
  }) as typeof clearInterval;
  return {
    seen: (from) => places.filter((place) => from.test(place)).length,
    pending: (from) => [...waiting.values()].filter((place) => from.test(place)),
    wait: (milliseconds) => new Promise((resolve) => timeout(resolve, milliseconds)),
    restore: () => {
      Object.assign(globalThis, {
        setTimeout: timeout,
        setInterval: interval,
        clearTimeout: clear.timeout,
        clearInterval: clear.interval,
      });
    },
  };
}

/** The line that set a timer: the first above the replaced function. */
function placeOfCaller(): string {
  return new Error().stack?.split('\n')[3]?.trim() ?? '';
}
