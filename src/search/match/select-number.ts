/** The number at a place of the ascending order (quickselect); `numbers` is put into some other order. */
export function selectNumber(numbers: Float64Array, place: number): number {
  let low = 0
  let high = numbers.length - 1
  while (low < high) {
    const pivot = middleOf(numbers[low] ?? 0, numbers[(low + high) >>> 1] ?? 0, numbers[high] ?? 0)
    let i = low
    let j = high
    while (i <= j) {
      while ((numbers[i] ?? 0) < pivot) i++
      while ((numbers[j] ?? 0) > pivot) j--
      if (i > j) break
      const swapped = numbers[i] ?? 0
      numbers[i++] = numbers[j] ?? 0
      numbers[j--] = swapped
    }
    if (place <= j) high = j
    else if (place >= i) low = i
    else break
  }
  return numbers[place] ?? 0
}

const middleOf = (a: number, b: number, c: number): number =>
  Math.max(Math.min(a, b), Math.min(Math.max(a, b), c))
