/**
 * Return the element if it is visible.
 * @template {Element} T
 * @param {T | null} element
 */
export function visible(element) {
  return element?.getClientRects().length ? element : null
}
