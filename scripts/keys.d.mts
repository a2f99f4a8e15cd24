export function newTokenKeys(): string;
export function newSecretKey(): string;
export function keptKey(file: string, make: () => string): string;
