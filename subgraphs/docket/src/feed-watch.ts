import { FeedWatch } from './feed.ts';

let watch: FeedWatch | undefined;

/** The process's one watch over the feed; made when the docket starts. */
export function startFeedWatch(url: string): FeedWatch {
  return (watch = new FeedWatch(url));
}
export function feedWatch(): FeedWatch {
  if (!watch) throw new Error('the feed is not watched yet');
  return watch;
}
