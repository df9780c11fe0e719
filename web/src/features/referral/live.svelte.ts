/** Counts what changed in the own agency's referrals while the page is open. */
export function referralNews(): { readonly count: number } {
  let count = $state(0);
  $effect(() => {
    const source = new EventSource('/api/v1/referrals/events');
    source.addEventListener('referral', () => (count += 1));
    return () => source.close();
  });
  return {
    get count() {
      return count;
    },
  };
}
