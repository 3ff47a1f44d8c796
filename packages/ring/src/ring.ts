import { type AgentId, assertInvariants, BagehotError, committed, type Day } from '@bagehot/kernel';
import { type Accounts, quanta, type Register } from '@bagehot/kernel/quanta';
import { ActionApplication } from './action-application.js';
import { Books } from './books.js';
import { ContractPayments } from './contract-payment.js';
import { DayDues } from './day-dues.js';
import { Defaults } from './default.js';
import { Estates } from './estate.js';
import type { PhaseMarker, RunOutcome } from './events.js';
import { Interbank } from './interbank.js';
import { circulatingCash, type RingAudit, ringInvariants } from './invariants.js';
import { logAgents, MovementLog } from './movement-log.js';
import { Payments } from './payment.js';
import type { DaySettlement, RingSystem, TradingPhase } from './phase.js';
import type { RingEngine, RingPorts } from './ring-engine.js';
import { RingView } from './ring-system.js';
import { rollOver } from './rollover.js';
import { resolveRules } from './rules.js';
import { ActionSchedule, actionName } from './schedule.js';
import { Settlement } from './settlement.js';
import { applyOpening, openAgents, openingState, requirePhaseNames } from './setup.js';
import { bookState, plainHalt, type RingSnapshot, requireRingSnapshot, restoreBooks } from './snapshot.js';
import type { ExplicitWorld, Halt, RingWorld } from './world.js';

/** The engine: owns what the ring knows beyond the ledger, and runs the day. Made by `createRing`. */
export class Ring implements RingEngine {
  readonly #ports: RingPorts;
  readonly #phases: readonly TradingPhase[];
  readonly #accounts: Accounts;
  readonly #register: Register;
  readonly #books: Books;
  readonly #system: RingView;
  readonly #actions: ActionApplication;
  readonly #schedule: ActionSchedule;
  readonly #estates: Estates;
  readonly #interbank: Interbank;
  readonly #contractPayments: ContractPayments;
  readonly #settlement: Settlement;
  readonly #log: MovementLog;
  readonly #unobserve: () => void;
  readonly #openingCash: bigint;
  #quiet = 0;
  #firstOpen = 0;
  #outcome: RunOutcome | undefined;
  #halt: Halt | undefined;
  #dues: DayDues | undefined;

  constructor(world: RingWorld | ExplicitWorld, ports: RingPorts, snapshot: RingSnapshot | undefined) {
    if (snapshot !== undefined) requireRingSnapshot(snapshot);
    const { ledger, contracts, phases = [], rules = {} } = ports;
    requirePhaseNames(phases);
    const accounts = quanta(ledger);
    const register = quanta(contracts);
    this.#ports = ports;
    this.#phases = phases;
    this.#accounts = accounts;
    this.#register = register;
    const resolved = resolveRules(
      rules,
      phases.some(({ at = 'B2' }) => at === 'B2'),
    );
    const issuer = accounts.hasAsset('cash') ? accounts.nameOf(accounts.column('cash').issuer) : undefined;
    const opening = openingState(world, issuer);
    const sink = ports.events === undefined ? undefined : committed(ledger, ports.events);

    accounts.begin();
    try {
      if (snapshot === undefined) logAgents(accounts, sink);
      const agents = openAgents(accounts, opening.agents, phases);
      this.#books = new Books(accounts, register, resolved, rules.paymentOrder, sink);
      for (const { index, kind } of agents) this.#books.setKind(index, kind);
      const payments = new Payments(this.#books, true);
      const counted = agents.filter(({ kind }) => !['central_bank', 'dealer', 'vbt'].includes(kind));
      const people = agents.filter(({ kind }) => kind !== 'central_bank').map(({ index }) => index);
      this.#interbank = new Interbank(this.#books);
      this.#log = new MovementLog(this.#books, this.#interbank, (contract, amount) =>
        this.#dues?.relieve(contract, amount),
      );
      this.#system = new RingView(ports, this.#books, payments, people, ports);
      this.#schedule = new ActionSchedule(this.#books, ports.schedule ?? []);
      this.#estates = new Estates(this.#books, payments, ports.afterEstate);
      this.#actions = new ActionApplication(this.#books, payments, this.#system);
      this.#openingCash = circulatingCash(accounts);
      if (snapshot === undefined) {
        accounts.day = 0;
        applyOpening(opening, (action) => this.#actions.apply(action, 'initial'));
      } else {
        restoreBooks(this.#books, snapshot);
        this.#schedule.restore(snapshot.cancelled);
        this.#interbank.restore(snapshot.interbank);
        this.#estates.restore(snapshot.estates);
      }
      const defaults = new Defaults(
        this.#books,
        this.#estates,
        this.#schedule,
        new Set(counted.map(({ index }) => index)),
      );
      this.#contractPayments = new ContractPayments(this.#books, payments, this.#estates, ports.afterPayment);
      this.#settlement = new Settlement({
        books: this.#books,
        payments,
        contracts: this.#contractPayments,
        defaults,
        beforeShortfall: ports.beforeShortfall,
      });
    } catch (error) {
      accounts.rollback();
      throw error;
    }
    this.#unobserve = accounts.observe(this.#log.record);
    accounts.commit();
    if (snapshot === undefined) for (const phase of phases) phase.init?.(this.#system);
    else this.#resume(snapshot);
    if (resolved.check !== 'none') this.#check();
  }

  get day(): Day {
    return this.#books.day;
  }

  get daysRun(): number {
    const stoppedInside = this.#outcome === 'halted' || this.#outcome === 'collapsed' || this.#outcome === 'error';
    return this.#books.day + (stoppedInside ? 1 : 0);
  }

  get outcome(): RunOutcome | undefined {
    return this.#outcome;
  }

  get halt(): Halt | undefined {
    return this.#halt;
  }

  get system(): RingSystem {
    return this.#system;
  }

  get settlement(): DaySettlement | undefined {
    return this.#dues;
  }

  alive(): readonly AgentId[] {
    return this.#system.alive();
  }

  defaulted(): readonly AgentId[] {
    return this.#books.defaulted.map((agent) => this.#books.name(agent));
  }

  runDay(): 'active' | 'quiet' | 'halted' | 'collapsed' | 'error' {
    const outcome = this.#outcome;
    if (outcome === 'halted' || outcome === 'collapsed' || outcome === 'error') return outcome;
    if (outcome !== undefined) return 'quiet';
    const { day } = this;
    this.#accounts.day = day;
    this.#books.impact = false;
    this.#mark('PhaseA');
    this.#mark('PhaseB');
    this.#mark('SubphaseB1');
    if (!this.#runActions()) return 'error';
    this.#ports.afterPhase?.('B1', day);
    if (this.#phases.some(({ at = 'B2' }) => at === 'B2')) this.#mark('SubphaseB2_Dealer');
    if (!this.#trade('B2')) return 'error';
    this.#mark('SubphaseB3');
    const stopped = this.#settle();
    if (stopped !== undefined) return stopped;
    for (const phase of this.#phases)
      if (!this.#act(phase, () => phase.afterSettlement?.(this.#system, day, this.#dues as DayDues))) return 'error';
    rollOver(this.#books, this.#contractPayments.settled);
    this.#ports.afterPhase?.('B3', day);
    this.#mark('PhaseC');
    this.#interbank.clear();
    this.#ports.afterPhase?.('C', day);
    return this.#trade('C') ? this.#endDay() : 'error';
  }

  stop(outcome: 'stable' | 'max-days' | 'aborted'): void {
    if (this.#outcome === undefined) this.#end(outcome, undefined);
  }

  audit(): RingAudit {
    return {
      system: this.#system,
      defaulted: this.#books.defaulted,
      settlement: this.#dues,
      expectedCash: this.#openingCash + this.#log.issued,
      settles: (contract) => this.#system.settles(contract),
    };
  }

  snapshot(): RingSnapshot {
    const phases: [string, object][] = [];
    for (const phase of this.#phases) {
      const state = phase.snapshot?.();
      if (state !== undefined) phases.push([phase.name, state]);
    }
    const { day, defaulted, aliases, distances } = bookState(this.#books);
    return {
      kind: 'ring',
      version: 1,
      day,
      quiet: this.#quiet,
      outcome: this.#outcome ?? null,
      halt: plainHalt(this.#halt),
      defaulted,
      aliases,
      distances,
      cancelled: this.#schedule.snapshot(),
      interbank: this.#interbank.snapshot(),
      estates: this.#estates.snapshot(),
      phases,
    };
  }

  /** B1. What cannot be applied is undone, and ends the run. */
  #runActions(): boolean {
    for (const action of this.#schedule.on(this.day)) {
      try {
        this.#actions.apply(action, 'scheduled');
      } catch (error) {
        if (!(error instanceof BagehotError)) throw error;
        const { code, message } = error;
        const halt = { reason: 'scheduled-action-failed', action: actionName(action), day: this.day, code, message };
        this.#end('error', halt as Halt);
        return false;
      }
      this.#estates.sweep();
    }
    return true;
  }

  /** Lets the phases of a part of the day act. False when one of them has ended the run. */
  #trade(at: 'B2' | 'C'): boolean {
    for (const phase of this.#phases) {
      if ((phase.at ?? 'B2') !== at) continue;
      if (!this.#act(phase, () => phase.trade(this.#system, this.day))) return false;
      this.#estates.sweep();
      this.#ports.afterPhase?.(phase.name, this.day);
    }
    return true;
  }

  /** One phase's turn. Where failing phases stop the run, what one that throws has done is undone. */
  #act({ name }: TradingPhase, turn: () => void): boolean {
    if (this.#ports.failingPhase !== 'stop') {
      turn();
      return true;
    }
    try {
      this.#accounts.transaction(turn);
      return true;
    } catch (error) {
      const code = error instanceof BagehotError ? error.code : 'PHASE_FAILED';
      const message = error instanceof Error ? error.message : String(error);
      this.#end('error', { reason: 'phase-failed', phase: name, day: this.day, code, message });
      return false;
    }
  }

  /** B3. */
  #settle(): 'halted' | 'collapsed' | undefined {
    const due = this.#register.dueOn(this.day).filter((contract) => this.#system.settles(contract));
    this.#dues = new DayDues(this.#books, due);
    const halt = this.#settlement.settle(this.#dues);
    if (halt === undefined) return undefined;
    const outcome = halt.reason === 'collapse' ? 'collapsed' : 'halted';
    this.#end(outcome, halt);
    return outcome;
  }

  #endDay(): 'active' | 'quiet' {
    const books = this.#books;
    this.#mark('DayEnd');
    const isQuiet = this.#phases.every((phase) => phase.isQuiet?.(this.#ports.ledger, books.day) ?? true);
    this.#quiet = books.impact || !isQuiet ? 0 : this.#quiet + 1;
    books.day++;
    this.#accounts.day = books.day;
    if (books.rules.check === 'daily') this.#check();
    const settledDown = isQuiet && this.#quiet >= books.rules.quietDays;
    return settledDown && (books.rules.rollover !== 'off' || !this.#hasOpen()) ? 'quiet' : 'active';
  }

  /** Is there a contract left that the ring has to settle? What is closed stays closed, so the search goes on where it stopped. */
  #hasOpen(): boolean {
    const { count } = this.#register;
    while (
      this.#firstOpen < count &&
      !(this.#register.isOpen(this.#firstOpen) && this.#system.settles(this.#firstOpen))
    )
      this.#firstOpen++;
    return this.#firstOpen < count;
  }

  #end(outcome: RunOutcome, halt: Halt | undefined): void {
    this.#outcome = outcome;
    this.#halt = halt;
    const event = { kind: 'RunStopped', day: this.day, outcome } as const;
    this.#books.emit(halt === undefined ? event : { ...event, halt });
    this.#unobserve();
  }

  #mark(kind: PhaseMarker['kind']): void {
    if (this.#books.events !== undefined) this.#books.emit({ kind, day: this.day });
  }

  #check(): void {
    assertInvariants(this.audit(), ringInvariants);
    for (const { invariants = [] } of this.#phases) assertInvariants<RingSystem>(this.#system, invariants);
  }

  #resume(snapshot: RingSnapshot): void {
    this.#accounts.day = snapshot.day;
    this.#quiet = snapshot.quiet;
    this.#outcome = snapshot.outcome ?? undefined;
    this.#halt = snapshot.halt ?? undefined;
    if (this.#outcome !== undefined) this.#unobserve();
    const states = new Map(snapshot.phases);
    for (const phase of this.#phases) phase.restore?.(this.#system, states.get(phase.name) ?? {});
  }
}
