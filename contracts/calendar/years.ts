/** Years whose holidays can be entered. */
export const FIRST_YEAR = 2004;
export const LAST_YEAR = 2100;
