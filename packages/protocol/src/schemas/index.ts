export * from "./bodies.ts";
export { ERROR_HINTS } from "./error-hints.ts";
export * as field from "./fields.ts";
export { pin } from "./pin.ts";
export { ROUTE_TABLE } from "./route-table.ts";
export type { Route, RouteAnswer, RouteAuth, RouteKey } from "./route-table.ts";
export * from "./wire.ts";
