/** The work's result, or what `late` gives when it takes longer than `ms`. The work goes on; its fault is nobody's then. */
export async function within<T, L>(work: Promise<T>, ms: number, late: () => L): Promise<T | L> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  return await Promise.race([work, over.then(late)]).finally(() => clearTimeout(timer));
}
