/** Brings the reader to the result: sight, keyboard and screen reader alike. */
export function focusResult(): void {
  requestAnimationFrame(() => {
    const title = document.getElementById('result-headline');
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    document.getElementById('result')?.scrollIntoView({ behavior: still ? 'auto' : 'smooth' });
    title?.focus({ preventScroll: true });
  });
}
