/** Letters that Unicode does not decompose: what Lucene's ASCIIFoldingFilter writes, and for which. */
const SPECIAL = `ae æǣǽᴂ;d ðđɖɗƌȡᵭᶁᶑꝺ;o øɔɵǿᴖᴗᶗⱺꝋꝍ;th þᵺꝧ;ss ß;h ħɥɦʮʯⱨⱶ;i ıɨᴉᵼᶖ;q ĸɋʠꝗꝙ;l ŀłƚȴɫɬɭᶅⱡꝇꝉꞁ;n ŉŋɲƞȵɳᵰᶇ;oe œᴔ;
t ŧƫƭʈȶⱦʇᵵ;b ƀɓƃᵬᶀ;c ƈȼɕↄꜿ;e ǝɛɇɘɜɝɞʚᴈᶒᶓᶔⱸ;a əⱥɐɚᶏᶕẚₔ;f ƒᵮᶂẛꝼ;g ɠɡᵷᵹᶃꝿ;hv ƕ;k ƙʞᶄⱪꝁꝃꝅ;m ɯɰɱᵯᶆ;p ƥᵱᵽᶈꝑꝓꝕꟼ;
R ʀʁᴙᴚ;v ʋʌᶌⱱⱴꝟ;y ƴɏʎỿ;z ƶȝȥɀʐʑᵶᶎⱬꝣ;w ƿʍⱳ;G ǥǧɢʛ;ou ȣ;j ȷɉɟʄʝⱼ;db ȸ;qp ȹ;s ȿʂᵴᶊẜẝ;u ʉᶙ;r ɍɼɽɾɿᵲᵳᶉꝛꞃ;I ɪᵻꟾ;
N ɴᴎ;OE ɶ;Y ʏ;C ʗᴄ;B ʙᴃ;H ʜ;L ʟᴌ;dz ʣʥ;ts ʦ;tc ʨ;ls ʪ;lz ʫ;A ᴀ;AE ᴁ;D ᴅᴆ;E ᴇⱻ;J ᴊ;K ᴋ;M ᴍꟽꟿ;O ᴏᴐ;OU ᴕ;P ᴘ;T ᴛ;U ᴜᵾ;
V ᴠ;W ᴡ;Z ᴢ;ue ᵫ;x ᶍ;ll ỻ;tz ꜩ;F ꜰꟻ;S ꜱꞅ;aa ꜳ;ao ꜵ;au ꜷ;av ꜹꜻ;ay ꜽ;oo ꝏ;vy ꝡ;0 ⓿;1 ⓵❶➀➊;2 ⓶❷➁➋;3 ⓷❸➂➌;4 ⓸❹➃➍;
5 ⓹❺➄➎;6 ⓺❻➅➏;7 ⓻❼➆➐;8 ⓼❽➇➑;9 ⓽❾➈➒;10 ⓾❿➉➓;11 ⓫;12 ⓬;13 ⓭;14 ⓮;15 ⓯;16 ⓰;17 ⓱;18 ⓲;19 ⓳;20 ⓴`
const DECOMPOSED =
  /[\u00b2\u00b3\u00b9\u00c0-\u0233\u1d62-\u1d65\u1d6c\u1e00-\u1eff\u2070-\u2094\u2460-\u24ea\ufb00-\ufb04\ufb06\uff10-\uff5e]/

const ASCII = /^[\u0000-\u007f]*$/

let special: Map<string, string> | undefined

function readSpecial(): Map<string, string> {
  const pairs = SPECIAL.split(';').flatMap((group) => {
    const [target = '', letters = ''] = group.trim().split(' ')
    return Array.from(letters).map((letter): [string, string] => [letter, target])
  })
  return new Map(pairs)
}

function fold(letter: string): string {
  special ??= readSpecial()
  const known = special.get(letter)
  if (known !== undefined) return known
  if (!DECOMPOSED.test(letter)) return letter
  const plain = letter.normalize('NFKD').replace(/\p{M}/gu, '')
  return plain !== '' && ASCII.test(plain) ? plain : letter
}

/** Writes Latin letters and digits without accents, as Lucene's ASCIIFoldingFilter does; other scripts stay. */
export function foldAscii(text: string): string {
  return ASCII.test(text) ? text : text.replace(/[^\0-\x7f]/gu, fold)
}
