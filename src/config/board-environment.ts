import { splitList } from './addresses.js';

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

export function areEnvironmentNames(text: unknown): boolean {
  return splitList(text as string).every((name) => NAME.test(name));
}

/** The named variables of `source` that are set: all that boards may see of it. */
export function boardEnvironment(
  names: string | undefined,
  source: Readonly<Record<string, string | undefined>>,
): ReadonlyMap<string, string> {
  return new Map(
    splitList(names).flatMap((name): [string, string][] => {
      const value = Object.hasOwn(source, name) ? source[name] : undefined;
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
