export function getHelm(major: 3 | 4): Promise<string>;
