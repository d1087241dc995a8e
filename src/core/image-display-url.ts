/** The address under which CKAN shows an image: absolute addresses as they are, a stored name below /uploads/. */
export function imageDisplayUrl<Url extends string | null>(
  siteUrl: string,
  folder: 'group' | 'user',
  imageUrl: Url,
): Url | string {
  if (imageUrl === null || imageUrl === '') return imageUrl
  return imageUrl.startsWith('http') ? imageUrl : `${siteUrl}/uploads/${folder}/${imageUrl}`
}
