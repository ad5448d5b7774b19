export const simulator = true;
