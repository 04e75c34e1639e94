/** Another program listens there already. The message says what to do. */
export class PortInUseError extends Error {
  override readonly name = 'PortInUseError'
  constructor(hostname: string, port: number, cause: unknown, variable = 'PORT') {
    super(
      `Port ${port} on ${hostname} is taken by another program. Stop that program, or set ${variable} to a free one.`,
      {
        cause,
      },
    )
  }
}
