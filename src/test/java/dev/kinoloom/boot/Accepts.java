package dev.kinoloom.boot;

import dev.kinoloom.api.Intake;
import dev.kinoloom.api.Offer;
import dev.kinoloom.api.Wishes;
import dev.kinoloom.artifact.SharedDirectory;
import dev.kinoloom.bench.BenchDatabase;
import dev.kinoloom.bench.Homes;
import dev.kinoloom.bench.InFlight;
import dev.kinoloom.bench.OfferedText;
import dev.kinoloom.domain.Submission;
import dev.kinoloom.ops.Meters;
import dev.kinoloom.ops.Traces;
import dev.kinoloom.pipeline.Briefs;
import dev.kinoloom.provider.Blocking;
import dev.kinoloom.store.Database;
import dev.kinoloom.store.DatabaseAddress;
import dev.kinoloom.store.Stores;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/**
 * What it costs to take a job for good, without HTTP: through {@link Intake}, and by the store
 * alone. A process of its own, that says {@code name=value …}.
 */
public final class Accepts {
  private static final int KEYS = 20;
  private static final int BATCH = 128;
  private static final int INTAKE_AT_ONCE = 512;
  private static final int BATCHES_AT_ONCE = 2;

  private final Vertx vertx = Vertx.vertx();
  private final Stores stores;
  private final Intake intake;
  private final List<Integer> keys = new ArrayList<>();

  private Accepts(DatabaseAddress address, Path home) throws Exception {
    stores = Stores.over(Database.at(vertx, address, 3, 4));
    intake =
        new Intake(
            vertx,
            stores.jobs(),
            new SharedDirectory(vertx, home.resolve("artifacts")),
            new Blocking() {
              @Override
              public <T> Future<T> run(Callable<T> work) {
                return vertx.executeBlocking(work, false);
              }
            },
            Files.createDirectories(home.resolve("scratch")),
            new Offer(List.of("ink"), List.of("flite/slt"), false, false),
            Clock.systemUTC(),
            new Meters(new SimpleMeterRegistry()),
            Traces.OFF,
            any -> {});
    for (int i = 0; i < KEYS; i++) {
      keys.add(Node.await(stores.keys().create("key " + i, "secret " + i, i)));
    }
  }

  private int key(int number) {
    return keys.get(number % KEYS);
  }

  private Future<?> wish(int number) {
    var wish = Wishes.of(Buffer.buffer(OfferedText.of(number)));
    return intake.accept(key(number), wish, null, "bench");
  }

  private Future<?> batch(int number) {
    var some = new ArrayList<Submission>();
    for (int i = number * BATCH; i < (number + 1) * BATCH; i++) {
      var payload = Briefs.payload(Briefs.titled("Job " + i));
      some.add(new Submission(key(i), "job " + i, "c0ffee", payload, 1));
    }
    return stores.jobs().accept(some);
  }

  private String measure(int warm, int jobs, int queued) throws InterruptedException {
    InFlight.perSecond(0, queued / BATCH, BATCHES_AT_ONCE, this::batch);
    int next = queued / BATCH;
    InFlight.perSecond(next, warm / BATCH, BATCHES_AT_ONCE, this::batch);
    next += warm / BATCH;
    double store = InFlight.perSecond(next, jobs / BATCH, BATCHES_AT_ONCE, this::batch) * BATCH;
    InFlight.perSecond(0, warm, INTAKE_AT_ONCE, this::wish);
    double intakes = InFlight.perSecond(warm, jobs, INTAKE_AT_ONCE, this::wish);
    return "store=%.0f intake=%.0f".formatted(store, intakes);
  }

  /** {@code WARM JOBS QUEUED}: QUEUED jobs lie there before, WARM are not counted. */
  public static void main(String[] args) throws Exception {
    Locale.setDefault(Locale.ROOT);
    var home = Files.createTempDirectory("kinoloom-accepts-");
    int status = 1;
    try {
      var accepts = new Accepts(BenchDatabase.ofEnvironment(), home);
      System.out.println(
          accepts.measure(
              Integer.parseInt(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2])));
      status = 0;
    } finally {
      Homes.delete(home);
      Runtime.getRuntime().halt(status);
    }
  }
}
