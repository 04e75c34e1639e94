# The BFF alone: settings come from the environment, see docs/operators.md.
# The build's steps are tried without containers; the image itself has not been built or run.

FROM node:24.21.0-bookworm-slim AS build
WORKDIR /hitch
COPY . .
# pnpm's own version stands in package.json; `deploy` copies the BFF with what it needs to run, and nothing else.
RUN PNPM="npx --yes $(node -p "require('./package.json').packageManager")" \
  && $PNPM install --frozen-lockfile \
  && $PNPM build \
  && $PNPM --filter @hitch/bff deploy --prod /bff

FROM node:24.21.0-bookworm-slim
ENV NODE_ENV=production
WORKDIR /bff
COPY --from=build /bff .
# The embedded database's folder, for whoever sets no DATABASE_URL.
RUN mkdir /data && chown node:node /data
ENV HITCH_DATA_DIR=/data
USER node
EXPOSE 4310
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT ?? 4310}/readyz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--enable-source-maps", "dist/main.js"]
