package dev.kinoloom.boot;

import dev.kinoloom.store.EmbeddedPostgres;
import dev.kinoloom.store.HomeLock;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code database}: the embedded PostgreSQL alone, for several nodes on this machine. */
@Command(
    name = "database",
    mixinStandardHelpOptions = true,
    description =
        "Runs the embedded PostgreSQL of a home, for several nodes on this machine to share.",
    footer = {
      "",
      "Prints its URL. The password stands in the file postgres.password of the home. Ctrl-C ends it."
    })
final class DatabaseCommand implements Callable<Integer> {
  @Mixin private HomeOptions options = new HomeOptions();
  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    var out = Objects.requireNonNull(spec).commandLine().getOut();
    var home = options.prepared();
    var ended = new CountDownLatch(1);
    var lock = HomeLock.acquire(home.root());
    var postgres = EmbeddedPostgres.start(lock, home.tools());
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  postgres.close();
                  lock.close();
                  ended.countDown();
                },
                "farewell"));
    var address = postgres.address();
    out.println(
        "postgresql://%s@%s:%d/%s?sslmode=disable"
            .formatted(address.user(), address.host(), address.port(), address.database()));
    ended.await();
    return 0;
  }
}
