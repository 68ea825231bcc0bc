import { numberWord, toHostString, toNumber, toPrimitive } from '../runtime/operations/convert.ts';
import { internHost } from '../runtime/strings/intern.ts';
import { Intrinsic } from '../runtime/values/intrinsics.ts';
import { isKind, isNumber, isObject, isString, Kind } from '../runtime/values/layouts.ts';
import { get } from '../runtime/objects/objects.ts';
import { asciiWord } from '../runtime/strings/host.ts';
import type { Machine, Memory, Realm } from '../runtime/machine/machine.ts';
import { arg } from '../runtime/machine/machine.ts';
import { numberOf } from '../runtime/values/numbers.ts';
import { NULL, UNDEFINED } from '../runtime/values/words.ts';
import type { Word } from '../runtime/values/words.ts';
import { reserve } from './arguments.ts';
import { newFrom } from './instances.ts';
import { defineConstructor, defineMethods } from './table.ts';
import type { Method, Native } from './table.ts';

/** The time value of a Date object, in its untraced payload: 8-byte aligned, see layouts.ts. */
function timeIndex(date: Word): number {
  return ((date >>> 2) + 4) >>> 1;
}

function thisDate(vm: Realm, fp: number): Word {
  const self = vm.words[fp - 1]!;
  if (!isKind(vm.words, self, Kind.Date)) {
    vm.throwing.error('TypeError', 'this is not a Date object.');
  }
  return self;
}

/** Milliseconds since 1970 of a Date object. */
export function timeOf(vm: Memory, date: Word): number {
  return vm.doubles[timeIndex(date)]!;
}

/** A host Date for the object's time, for one computation. */
function hostDate(vm: Realm, fp: number): Date {
  return new Date(timeOf(vm, thisDate(vm, fp)));
}

/** Arguments as numbers, for `Date.UTC` and its kin. */
function numbers(vm: Machine, fp: number, argc: number): number[] {
  const values: number[] = [];
  for (let i = 0; i < Math.min(argc, 7); i++) values.push(toNumber(vm, vm.words[fp + i]!));
  return values;
}

function utc(values: readonly number[]): number {
  const [year = NaN, month = 0, day = 1, h = 0, min = 0, s = 0, ms = 0] = values;
  return Date.UTC(year, month, day, h, min, s, ms);
}

/** Local time is the host's; `new Date(y, m, …)` is in it. */
function local(values: readonly number[]): number {
  const [year = NaN, month = 0, day = 1, h = 0, min = 0, s = 0, ms = 0] = values;
  return new Date(year, month, day, h, min, s, ms).getTime();
}

function timeFrom(vm: Machine, fp: number, argc: number): number {
  const { words } = vm;
  if (argc === 0) return Date.now();
  if (argc > 1) return local(numbers(vm, fp, argc));
  if (isKind(words, words[fp]!, Kind.Date)) return timeOf(vm, words[fp]!);
  const value = toPrimitive(vm, words[fp]!);
  if (isString(words, value)) return Date.parse(toHostString(vm, value));
  return new Date(toNumber(vm, value)).getTime();
}

function construct(vm: Machine, fp: number, argc: number): Word {
  if (vm.words[fp - 5] === UNDEFINED) return asciiWord(vm, new Date().toString());
  const time = timeFrom(vm, fp, argc);
  const date = newFrom(vm, fp, Kind.Date, Intrinsic.DatePrototype);
  vm.doubles[timeIndex(date)] = time;
  return date;
}

type Getter =
  'FullYear' | 'Month' | 'Date' | 'Day' | 'Hours' | 'Minutes' | 'Seconds' | 'Milliseconds';
type Setter = Exclude<Getter, 'Day'>;

const GETTERS: readonly Getter[] = [
  'FullYear',
  'Month',
  'Date',
  'Day',
  'Hours',
  'Minutes',
  'Seconds',
  'Milliseconds',
];

/** [name, how many arguments its setter takes]. */
const SETTERS: readonly (readonly [Setter, number])[] = [
  ['FullYear', 3],
  ['Month', 2],
  ['Date', 1],
  ['Hours', 4],
  ['Minutes', 3],
  ['Seconds', 2],
  ['Milliseconds', 1],
];

function setter(zone: '' | 'UTC', field: Setter): Native {
  return (vm, fp, argc) => {
    const date = hostDate(vm, fp);
    const [first = NaN, ...rest] = numbers(vm, fp, argc);
    date[`set${zone}${field}`](...([first, ...rest] as [number]));
    vm.doubles[timeIndex(vm.words[fp - 1]!)] = date.getTime();
    return numberWord(vm, date.getTime());
  };
}

function fieldMethods(): Method[] {
  const methods: Method[] = [];
  for (const zone of ['', 'UTC'] as const) {
    for (const field of GETTERS) {
      const name = `get${zone}${field}` as const;
      methods.push([name, 0, (vm, fp) => numberWord(vm, hostDate(vm, fp)[name]())]);
    }
    for (const [field, count] of SETTERS) {
      methods.push([`set${zone}${field}`, count, setter(zone, field)]);
    }
  }
  return methods;
}

type Format =
  | 'toString'
  | 'toDateString'
  | 'toTimeString'
  | 'toUTCString'
  | 'toLocaleString'
  | 'toLocaleDateString'
  | 'toLocaleTimeString';

const FORMATS: readonly Format[] = [
  'toString',
  'toDateString',
  'toTimeString',
  'toUTCString',
  'toLocaleString',
  'toLocaleDateString',
  'toLocaleTimeString',
];

function toISOString(vm: Realm, fp: number): Word {
  const date = hostDate(vm, fp);
  if (Number.isNaN(date.getTime())) vm.throwing.error('RangeError', 'Invalid time value');
  return asciiWord(vm, date.toISOString());
}

function toJSON(vm: Machine, fp: number): Word {
  const value = toPrimitive(vm, vm.words[fp - 1]!, 'number');
  if (isNumber(vm.words, value) && !Number.isFinite(numberOf(vm, value))) return NULL;
  return vm.calls.call(
    get(vm, vm.words[fp - 1]!, internHost(vm, 'toISOString')),
    vm.words[fp - 1]!,
  );
}

function setTime(vm: Machine, fp: number, argc: number): Word {
  thisDate(vm, fp);
  const time = new Date(toNumber(vm, arg(vm, fp, argc, 0))).getTime();
  vm.doubles[timeIndex(vm.words[fp - 1]!)] = time;
  return numberWord(vm, time);
}

/** Without a hint for numbers a Date becomes text: `date + 1` joins, `date - 1` computes. */
function dateToPrimitive(vm: Machine, fp: number, argc: number): Word {
  const { words } = vm;
  reserve(vm, fp, argc, 1);
  if (!isObject(words, words[fp - 1]!)) {
    vm.throwing.error('TypeError', 'Date.prototype[Symbol.toPrimitive] called on non-object');
  }
  const hint = words[fp] === UNDEFINED ? '' : toHostString(vm, words[fp]!);
  for (const name of hint === 'number' ? ['valueOf', 'toString'] : ['toString', 'valueOf']) {
    const result = vm.calls.call(get(vm, words[fp - 1]!, internHost(vm, name)), words[fp - 1]!);
    if (!isObject(words, result)) return result;
  }
  return vm.throwing.error('TypeError', 'Cannot convert object to primitive value');
}

export function installDate(vm: Machine): void {
  const prototype = vm.intrinsic(Intrinsic.DatePrototype);
  const c = defineConstructor(vm, 'Date', 7, construct, prototype);
  defineMethods(vm, c, [
    ['now', 0, () => numberWord(vm, Date.now())],
    [
      'parse',
      1,
      (_, fp, argc) => numberWord(vm, Date.parse(toHostString(vm, arg(vm, fp, argc, 0)))),
    ],
    ['UTC', 7, (_, fp, argc) => numberWord(vm, utc(numbers(vm, fp, argc)))],
  ]);
  const time: Native = (_, fp) => numberWord(vm, timeOf(vm, thisDate(vm, fp)));
  defineMethods(vm, prototype, [
    ...fieldMethods(),
    ...FORMATS.map((name): Method => [name, 0, (_, fp) => asciiWord(vm, hostDate(vm, fp)[name]())]),
    ['getTime', 0, time],
    ['valueOf', 0, time],
    ['setTime', 1, setTime],
    ['getTimezoneOffset', 0, (_, fp) => numberWord(vm, hostDate(vm, fp).getTimezoneOffset())],
    ['toISOString', 0, toISOString],
    ['toJSON', 1, toJSON],
    ['@@toPrimitive', 1, dateToPrimitive],
  ]);
}
