/** Cases are worked on side by side; the acts of one case stay one after the other. */
const AT_A_TIME = 4;

/** Works on several rows at a time, each worker taking the next row; the first failure is thrown. */
export async function sideBySide<T>(rows: readonly T[], work: (row: T) => Promise<void>): Promise<void> {
  const waiting = rows.values();
  const worker = async () => {
    for (const row of waiting) await work(row);
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, worker));
}
