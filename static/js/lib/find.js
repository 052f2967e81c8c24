/**
 * Return the first element below `root` that matches `selector`. Throws a TypeError if there is none of that type.
 * @template {Element} T
 * @param {ParentNode} root
 * @param {string} selector
 * @param {new () => T} type such as HTMLElement
 * @returns {T}
 */
export function find(root, selector, type) {
  const element = root.querySelector(selector)
  if (!(element instanceof type)) throw new TypeError(`no ${type.name} matches ${selector}`)
  return element
}
