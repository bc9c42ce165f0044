import { PROVINCES } from '@xianjie/contracts/identifiers/division.ts';
import type { PublishedCase } from './published-case.ts';

/** 云南 of 云南省, 广西 of 广西壮族自治区, 内蒙古 of 内蒙古自治区. */
const SHORT = Object.entries(PROVINCES).map(
  ([code, name]) => [code, name.replace(/(壮族|回族|维吾尔)?自治区$|特别行政区$|[省市]$/, '')] as const,
);
const words = (text: string) => text.split(/[与和()（）]/).filter(Boolean);

/** The places of 云南红河、江西吉安: the code of each province and the words for what lies in it; null where a province is missing. */
function placesOf(text: string) {
  const places = text.split('、').map((part) => {
    const province = SHORT.find(([, name]) => part.startsWith(name));
    return province && { text: part, gb2260: `${province[0]}0000`, within: words(part.slice(province[1].length)) };
  });
  return places.every((place) => place !== undefined) ? places : null;
}

/**
 * A case of several places without a division code as one case of each province named, since the departments of the place handle what was
 * done there (行政处罚法 art. 22): with the units and the incidents that name it. Any other case stays as it is.
 */
export function splitByPlace(source: PublishedCase): readonly PublishedCase[] {
  const { place, title, offender_units: units = [], timeline = [], ...rest } = source;
  const places = place?.text && !place.gb2260 ? placesOf(place.text) : null;
  if (!places || places.length < 2) return [source];
  return places.map(({ text, gb2260, within }) => {
    const names = (said: string | null | undefined, those = within) => those.some((one) => said?.includes(one));
    const all = places.flatMap((one) => one.within);
    return {
      ...rest,
      title: `${title}（${text}）`,
      place: { text, gb2260 },
      offender_units: units.filter(({ name }) => names(name)),
      timeline: timeline.filter(({ detail }) => names(detail) || !names(detail, all)),
    };
  });
}
