/** Node types of the ecosystem that this server does not have, by how their names begin or end. */
const FAMILIES: readonly (readonly [names: RegExp, needs: string])[] = [
  [/^a2ui_/, 'a page of the app that is open before somebody'],
  [/^ai_generative_/, 'a language model'],
  [/^browser_/, 'a web browser that it can steer'],
  [/^data_atlassian_/, 'an account at Atlassian'],
  [/_local_db$/, 'a vector database of the app'],
];

/** What a node of a type that is missing here would need, to be read after "it needs"; undefined = not known. */
export function needsElsewhere(name: string): string | undefined {
  return FAMILIES.find(([names]) => names.test(name))?.[1];
}
