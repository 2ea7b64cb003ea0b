// Every type that passes between stages. Types only: this file and src/contracts/ import nothing else.
export type * from './contracts/brief.js';
export type * from './contracts/catalogue.js';
export type * from './contracts/codebase.js';
export type * from './contracts/design.js';
export type * from './contracts/facts.js';
export type * from './contracts/front-end.js';
export type * from './contracts/map.js';
export type * from './contracts/report.js';
export type * from './contracts/review.js';
export type * from './contracts/verdict.js';
