// A whole interview as keys, so that tests say only what differs from it.
import type { Typed } from './terminal.js';
import { DOWN, ENTER } from './terminal.js';

/** Free text first, with nothing in it to guess from. */
export const JOB: readonly Typed[] = [
  ['What are you building', `A thing that sorts shelves${ENTER}`],
  ['What is it called', `shelf-sorter${ENTER}`],
  ['Which job', `sorts shelves${ENTER}`],
  ['Who uses it', `shopkeepers${ENTER}`],
  ['must never happen', `break a jar${ENTER}`],
  ['And what else', `block the door${ENTER}`],
  ['And what else', ENTER],
  ['How do you know', `every jar stands by its date${ENTER}`],
  ['comes closest', ENTER],
];

export const FIRST_TOOL: readonly Typed[] = [
  ['Name of the tool', `read_labels${ENTER}`],
  ['What does it do?', ENTER],
  ['to the world', ENTER],
  ['read or change', `labels of jars${ENTER}`],
  ['Who may set it off', ENTER],
  ['person agree', ENTER],
  ['wrong call cost', ENTER],
  ['taken back', ENTER],
];

export const SECOND_TOOL: readonly Typed[] = [
  ['One tool each', DOWN + ENTER],
  ['Name of the tool', `move_jar${ENTER}`],
  ['What does it do?', `moves a jar to another place${ENTER}`],
  ['to the world', DOWN + ENTER],
  ['read or change', `jars${ENTER}`],
  ['Who may set it off', ENTER],
  ['person agree', ENTER],
  ['wrong call cost', ENTER],
  ['taken back', ENTER],
  ['One tool each', ENTER],
];

export const REST: readonly Typed[] = [
  ['What starts a run', ENTER],
  ['How long', ENTER],
  ['How many tool calls', ENTER],
  ['usual day', ENTER],
  ['survive a restart', ENTER],
  ['wait for', ENTER],
  ['Who says yes', ENTER],
  ['how many hours', ENTER],
  ['instructions come from', ENTER],
  ['strangers wrote', ENTER],
  ['remember', ENTER],
  ['Who watches', ENTER],
  ['cost at most', ENTER],
  ['million input', ENTER],
  ['million output', ENTER],
  ['window hold', ENTER],
  ['maintain it', ENTER],
  ['written in', ENTER],
  ['how many weeks', ENTER],
  ['plan any of these', ENTER],
];

export const CONFIRM: Typed = ['Is this what you want planned', ENTER];

export const WHOLE: readonly Typed[] = [...JOB, ...FIRST_TOOL, ...SECOND_TOOL, ...REST, CONFIRM];
