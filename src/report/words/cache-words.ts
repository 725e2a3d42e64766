import { formatCount, formatUsd } from "../../base/figures.ts";
import type { CacheInsight } from "../../domain/insights.ts";

/** "prompt cache: 92.1% of the prompt read from it, $1.20 saved". Raw text. */
export function cacheSentence(cache: CacheInsight): string {
  const saved = cache.saved_usd === null ? "" : `, ${formatUsd(cache.saved_usd)} saved`;
  const lost = cache.lost_usd === null ? "" : ` (${formatUsd(cache.lost_usd)} lost)`;
  const unread =
    cache.unread_tokens === 0 ? "" : `; ${formatCount(cache.unread_tokens)} tokens written and never read${lost}`;
  return `prompt cache: ${(100 * cache.hit_rate).toFixed(1)}% of the prompt tokens read from it${saved}${unread}`;
}
