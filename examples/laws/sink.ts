/** A sink of one's own held to the laws of sinks, and one that writes into what it gets: what the check says about it. */
import type { EventBase, EventSink } from '@bagehot/kernel';
import { checkEventSink } from '@bagehot/kernel/testing';

/** Counts events by kind and keeps none of them. */
function counter(): EventSink<EventBase> & { readonly counts: ReadonlyMap<string, number> } {
  const counts = new Map<string, number>();
  return { counts, emit: ({ kind }) => void counts.set(kind, (counts.get(kind) ?? 0) + 1) };
}

/** Numbers the events themselves, which whoever else gets them will see. */
function stamp(): EventSink<EventBase> {
  let seq = 0;
  return { emit: (event) => void Object.assign(event, { seq: seq++ }) };
}

checkEventSink(counter);
console.log('counting keeps the laws');

export let complaint = '';
try {
  checkEventSink(stamp);
} catch (error) {
  complaint = /Got error: (.*?):/i.exec(String(error))?.[1] ?? String(error);
}
console.log(`stamping breaks one: ${complaint}`);
