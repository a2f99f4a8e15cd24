export function newTokenKeys(): string;
export function keptTokenKeys(file: string): string;
