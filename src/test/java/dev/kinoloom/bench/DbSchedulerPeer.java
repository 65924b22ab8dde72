package dev.kinoloom.bench;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * db-scheduler with jobs of five chained steps that do nothing, each a durable execution: its own
 * fastest way to poll, twenty threads, twenty clients. A process of its own.
 */
public final class DbSchedulerPeer {
  private static final int STEPS = 5;
  private static final int THREADS = 20;
  private static final String TABLE =
      """
      create table scheduled_tasks (
        task_name text not null, task_instance text not null, task_data bytea,
        execution_time timestamptz not null, picked boolean not null, picked_by text,
        last_success timestamptz, last_failure timestamptz, consecutive_failures int,
        last_heartbeat timestamptz, version bigint not null, priority smallint, state text,
        primary key (task_name, task_instance));
      create index execution_time_idx on scheduled_tasks (execution_time);
      create index last_heartbeat_idx on scheduled_tasks (last_heartbeat);
      """;

  private final List<OneTimeTask<String>> steps = new ArrayList<>();
  private volatile CountDownLatch left = new CountDownLatch(0);
  private int accepted;

  private DbSchedulerPeer() {
    for (int i = 0; i < STEPS; i++) {
      int step = i;
      steps.add(
          Tasks.oneTime("step" + step, String.class)
              .execute((instance, context) -> goOn(step, instance, context)));
    }
  }

  private void goOn(int step, TaskInstance<String> instance, ExecutionContext context) {
    if (step + 1 == STEPS) {
      left.countDown();
      return;
    }
    var next = steps.get(step + 1).instance(instance.getId(), instance.getData());
    context.getSchedulerClient().scheduleIfNotExists(next, Instant.now());
  }

  private String run(HikariDataSource pool, int jobs) throws Exception {
    left = new CountDownLatch(jobs);
    var scheduler =
        Scheduler.create(pool, List.<Task<?>>copyOf(steps))
            .threads(THREADS)
            .pollUsingLockAndFetch(0.5, 2.0)
            .pollingInterval(Duration.ofMillis(50))
            .build();
    double accepting = Rounds.seconds(() -> accept(scheduler, jobs));
    double running =
        Rounds.seconds(
            () -> {
              scheduler.start();
              left.await();
              return null;
            });
    scheduler.stop();
    return "accepts/s=%.0f jobs/s=%.0f".formatted(jobs / accepting, jobs / running);
  }

  private Void accept(Scheduler scheduler, int jobs)
      throws InterruptedException, ExecutionException {
    var clients = Executors.newFixedThreadPool(THREADS);
    var asked = new ArrayList<Future<?>>();
    for (int i = 0; i < jobs; i++) {
      var job = steps.get(0).instance("job" + accepted++, "data");
      asked.add(clients.submit(() -> scheduler.scheduleIfNotExists(job, Instant.now())));
    }
    for (var one : asked) {
      one.get();
    }
    clients.shutdown();
    return null;
  }

  private static HikariDataSource pool(String url, String user, String password)
      throws SQLException {
    var config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setUsername(user);
    config.setPassword(password);
    config.setMaximumPoolSize(THREADS + 4);
    var pool = new HikariDataSource(config);
    try (var connection = pool.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(TABLE);
    }
    return pool;
  }

  /**
   * {@code WARM JOBS}; the (empty) database is in the environment. WARM jobs are run first and not
   * counted.
   */
  public static void main(String[] args) throws Exception {
    Locale.setDefault(Locale.ROOT);
    var at = BenchDatabase.ofEnvironment();
    try (var pool =
        pool(
            "jdbc:postgresql://%s:%d/%s".formatted(at.host(), at.port(), at.database()),
            at.user(),
            at.password().reveal())) {
      var peer = new DbSchedulerPeer();
      peer.run(pool, Integer.parseInt(args[0]));
      System.out.println(peer.run(pool, Integer.parseInt(args[1])));
    }
  }
}
