/** The body as text, or `null` when it is larger than `cap` bytes; what is beyond the cap is never held in memory. */
export const readCapped = async (response: Response, cap: number): Promise<string | null> => {
  if (Number(response.headers.get('content-length')) > cap) return null
  if (response.body === null) return ''
  const decoder = new TextDecoder()
  let text = ''
  let size = 0
  // Counts what comes out of decompression, so that a small compressed answer cannot swell.
  for await (const chunk of response.body) {
    size += chunk.byteLength
    if (size > cap) return null
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}
