export const END_TOKEN: number
export function writeTinyModels(root: string): void
