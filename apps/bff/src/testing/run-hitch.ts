import { createProgram } from '../cli/program.ts'

/** A command of `hitch` in this process. What commander itself refuses is thrown, and not printed. */
export const runHitch = async (
  { environment, folder }: { environment: Record<string, string>; folder: string },
  ...words: string[]
): Promise<{ text: string; failed: boolean }> => {
  let [text, failed] = ['', false]
  const program = createProgram({
    environment,
    folder,
    write: (more) => (text += more),
    markFailed: () => (failed = true),
  })
  for (const command of [program, ...program.commands, ...program.commands.flatMap(({ commands }) => commands)])
    command.exitOverride().configureOutput({ writeErr: () => undefined })
  await program.parseAsync(['node', 'hitch', ...words])
  return { text, failed }
}
