/** Makes an element by DOM calls alone: `document.write` and markup throw under Trusted Types. */
export const append = <Name extends keyof HTMLElementTagNameMap>(
  parent: HTMLElement,
  name: Name,
  properties: Partial<HTMLElementTagNameMap[Name]>,
): HTMLElementTagNameMap[Name] => {
  const element = Object.assign(parent.ownerDocument.createElement(name), properties)
  parent.append(element)
  return element
}
