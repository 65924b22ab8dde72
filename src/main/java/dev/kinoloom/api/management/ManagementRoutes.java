package dev.kinoloom.api.management;

import dev.kinoloom.http.Contract;
import dev.kinoloom.http.Routes;
import dev.kinoloom.pipeline.Hints;
import dev.kinoloom.store.FactStore;
import dev.kinoloom.store.Operations;
import dev.kinoloom.store.Progresses;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;

/** All that operators are served, but for who they are. */
public final class ManagementRoutes {
  private static final int REMEMBERED = 1_000;

  /**
   * What the routes stand on.
   *
   * @param operations the stores
   * @param facts what was told of jobs
   * @param names of tasks, lanes, and the nodes of slots
   * @param slotOf the slot of a new key, by its name
   * @param hints to those who watch or run a job
   * @param wake perhaps a job may start now
   * @param clock for what is left of a job
   * @param count counts what a key stores, unless that was done just now
   */
  public record Ground(
      Operations operations,
      FactStore facts,
      Names names,
      ToIntFunction<String> slotOf,
      Hints hints,
      Runnable wake,
      InstantSource clock,
      IntFunction<Future<?>> count) {}

  private ManagementRoutes() {}

  /** {@code contract}: that of operators. */
  public static List<Routes> of(Contract contract, Ground on) {
    var operations = on.operations();
    var progresses = new Progresses(on.facts(), REMEMBERED);
    return List.of(
        new KeyRoutes(contract, operations.lines(), on.slotOf(), on.wake(), on.count()),
        new SecretRoutes(contract, operations.lines(), operations.secrets()),
        new QueueRoutes(contract, new QueueView(operations, on.names())),
        new JobRoutes(
            contract, operations, on.facts(), progresses, on.names(), on.hints(), on.clock()),
        new DeadLetterRoutes(contract, operations, on.wake()),
        new PaidCallRoutes(contract, operations.doubts(), on.names(), on.hints(), on.wake()),
        new NodeRoutes(contract, operations.roster()),
        new AuditRoutes(contract, operations.audit()));
  }
}
