package dev.kinoloom.membership;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.artifact.SharedDirectory;
import dev.kinoloom.config.Settings;
import dev.kinoloom.domain.ArtifactRef;
import dev.kinoloom.domain.Claim;
import dev.kinoloom.domain.Decision;
import dev.kinoloom.domain.FactKind;
import dev.kinoloom.domain.JobState;
import dev.kinoloom.domain.Report;
import dev.kinoloom.domain.Submission;
import dev.kinoloom.store.Database;
import dev.kinoloom.store.HistoryCheck;
import dev.kinoloom.store.Operations;
import dev.kinoloom.store.Stores;
import dev.kinoloom.store.TestDatabase;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing that is referenced goes, and all else goes. */
class RetentionIT {
  private static final Duration DAY = Duration.ofDays(1);
  private static final Settings.Retention ALL = new Settings.Retention(DAY, DAY, DAY, DAY, DAY);
  private static final int STEPS = 60;

  private final Vertx vertx = Vertx.vertx();
  private final TestDatabase testDatabase = TestDatabase.create();
  private final Database database = testDatabase.connect(vertx);
  private final Stores stores = Stores.over(database);
  private final Operations operations = Operations.over(database);
  @TempDir Path home;
  private SharedDirectory artifacts;
  private int key;
  private int node;
  private int files;

  @BeforeEach
  void open() throws Exception {
    artifacts = new SharedDirectory(vertx, home.resolve("artifacts"));
    key = await(stores.keys().create("acme", "hash", 1));
    node = await(stores.nodes().up("alpha", Duration.ofHours(1)));
  }

  @AfterEach
  void close() throws Exception {
    await(database.close());
    await(vertx.close());
    testDatabase.close();
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.await(30, SECONDS);
  }

  /** A file that was last written two days ago. */
  private ArtifactRef oldFile() throws Exception {
    var ref = youngFile();
    Files.setLastModifiedTime(
        await(artifacts.open(key, ref)).path(),
        FileTime.from(InstantSource.system().instant().minus(DAY.multipliedBy(2))));
    return ref;
  }

  private ArtifactRef youngFile() throws Exception {
    var file = Files.writeString(home.resolve("file"), "content " + files++);
    return await(artifacts.keep(key, file, "text/plain"));
  }

  private static String named(ArtifactRef ref) {
    return "{\"sha256\":\"%s\",\"bytes\":%d,\"mediaType\":\"text/plain\"}"
        .formatted(ref.sha256(), ref.bytes());
  }

  private long job(@Nullable String idempotencyKey, String payload) throws Exception {
    var submission = new Submission(key, idempotencyKey, "c0ffee", payload, 1);
    return await(stores.jobs().accept(List.of(submission))).get(0).job();
  }

  private Claim running() throws Exception {
    await(stores.jobs().admit(100, Set.of()));
    return await(stores.tasks().claim(node, Map.of(1, 1))).get(0);
  }

  /** A job that did one task with that result, and ended so. */
  private long ended(JobState how, @Nullable String idempotencyKey, String payload, String result)
      throws Exception {
    long job = job(idempotencyKey, payload);
    var claim = running();
    var report =
        new Report(
            job, claim.no(), claim.epoch(), Report.Outcome.DONE, Duration.ZERO, result, null);
    assertThat(await(stores.tasks().finish(node, List.of(report), List.of()))).isEmpty();
    var last = how == JobState.FAILED ? FactKind.FAILED : FactKind.COMPLETED;
    var end =
        Decision.end(
            await(stores.jobs().load(List.of(job))).get(0),
            how,
            List.of(new Decision.NewFact(last, "{}")));
    assertThat(await(stores.tasks().finish(node, List.of(), List.of(end)))).isEmpty();
    return job;
  }

  private static String result(String hash, ArtifactRef file) {
    return "{\"epoch\":1,\"hash\":\"%s\",\"value\":%s}".formatted(hash, named(file));
  }

  private void aged(long... jobs) {
    for (long job : jobs) {
      testDatabase.run(
          """
          update kinoloom.job
          set created_at = created_at - interval '2 days', ended_at = ended_at - interval '2 days'
          where id = %d
          """
              .formatted(job));
    }
    testDatabase.run("update kinoloom.checkpoint set at = at - interval '2 days'");
  }

  private Retention retention(Settings.Retention kept, int me) {
    return new Retention(
        operations,
        Optional.of(artifacts),
        kept,
        () -> me,
        InstantSource.system(),
        System::nanoTime);
  }

  private void aRound(Settings.Retention kept) throws Exception {
    var retention = retention(kept, node);
    for (int i = 0; i < STEPS; i++) {
      await(retention.step());
    }
  }

  private long count(String what) throws SQLException {
    try (var connection = testDatabase.open();
        var statement = connection.createStatement();
        var row = statement.executeQuery("select count(*) from kinoloom." + what)) {
      row.next();
      return row.getLong(1);
    }
  }

  private boolean has(ArtifactRef file) throws Exception {
    return await(artifacts.has(key, file));
  }

  @Test
  void a_job_that_ended_long_ago_goes_with_all_that_belongs_to_it_and_its_files() throws Exception {
    var wish = oldFile();
    var made = oldFile();
    long job = ended(JobState.COMPLETED, "again", named(wish), result("a".repeat(64), made));
    testDatabase.run(
        "insert into kinoloom.effect(job_id, no, epoch, state) values (%d, 1, 1, 3)"
            .formatted(job));
    aged(job);

    aRound(ALL);

    for (var table : List.of("job", "task", "job_event", "effect", "checkpoint")) {
      assertThat(count(table)).as(table).isZero();
    }
    assertThat(has(wish)).isFalse();
    assertThat(has(made)).isFalse();
    HistoryCheck.assertClean(testDatabase.address());
  }

  @Test
  void what_is_referenced_stays_however_old_it_is() throws Exception {
    var wishOfDead = oldFile();
    var madeForDead = oldFile();
    var madeForOpen = oldFile();
    var uploaded = youngFile();
    long dead =
        ended(JobState.FAILED, null, named(wishOfDead), result("b".repeat(64), madeForDead));
    long unpaid = ended(JobState.COMPLETED, null, "{}", "{\"epoch\":1}");
    testDatabase.run(
        "insert into kinoloom.effect(job_id, no, epoch) values (%d, 1, 1)".formatted(unpaid));
    long failed = ended(JobState.FAILED, null, "{}", "{\"epoch\":1}");
    long replay = await(stores.jobs().replay(failed)).orElseThrow();
    long open = job("key of an open job", named(madeForOpen));
    long recent = completedNext(replay);
    aged(dead, unpaid, failed, open);

    aRound(ALL);

    assertThat(
            count(
                "job where id in (%d, %d, %d, %d, %d)"
                    .formatted(dead, unpaid, failed, recent, open)))
        .isEqualTo(5);
    assertThat(count("checkpoint where hash = '" + "b".repeat(64) + "'")).isOne();
    assertThat(has(wishOfDead)).isTrue();
    assertThat(has(madeForDead)).isTrue();
    assertThat(has(madeForOpen)).isTrue();
    assertThat(has(uploaded)).as("young, and not yet named").isTrue();
    assertThat(count("job where idem_key is not null")).as("idempotency keys").isZero();
    HistoryCheck.assertClean(testDatabase.address());
  }

  /** The replay is next in line: it runs and completes now. */
  private long completedNext(long replay) throws Exception {
    var claim = running();
    assertThat(claim.job()).isEqualTo(replay);
    var report =
        new Report(
            replay, claim.no(), claim.epoch(), Report.Outcome.DONE, Duration.ZERO, "{}", null);
    assertThat(await(stores.tasks().finish(node, List.of(report), List.of()))).isEmpty();
    var end =
        Decision.end(
            await(stores.jobs().load(List.of(replay))).get(0),
            JobState.COMPLETED,
            List.of(new Decision.NewFact(FactKind.COMPLETED, "{}")));
    assertThat(await(stores.tasks().finish(node, List.of(), List.of(end)))).isEmpty();
    return replay;
  }

  @Test
  void a_dead_letter_that_was_discarded_goes() throws Exception {
    var made = oldFile();
    long dead = ended(JobState.FAILED, null, "{}", result("c".repeat(64), made));
    await(stores.jobs().discard(dead));
    aged(dead);

    aRound(ALL);

    assertThat(count("job")).isZero();
    assertThat(count("checkpoint")).isZero();
    assertThat(has(made)).isFalse();
  }

  @Test
  void what_is_kept_for_ever_stays() throws Exception {
    var unnamed = oldFile();
    long job = ended(JobState.COMPLETED, "again", "{}", "{\"epoch\":1,\"hash\":\"d\"}");
    aged(job);

    aRound(new Settings.Retention(null, null, null, null, null));

    assertThat(count("job where idem_key is not null")).isOne();
    assertThat(count("checkpoint")).isOne();
    assertThat(has(unnamed)).isTrue();
    assertThat(await(operations.lines().find(key)).orElseThrow().storedBytes())
        .as("it is counted all the same")
        .isEqualTo(unnamed.bytes());
  }

  @Test
  void one_node_at_a_time_lets_go() throws Exception {
    aged(ended(JobState.COMPLETED, null, "{}", "{\"epoch\":1}"));
    assertThat(await(operations.retention().take("retention", 999, Duration.ofMinutes(5))))
        .isTrue();

    aRound(ALL);
    assertThat(count("job")).isOne();

    testDatabase.run("update kinoloom.chore set until = clock_timestamp()");
    aRound(ALL);
    assertThat(count("job")).isZero();
  }

  @Test
  void a_file_that_is_kept_again_is_young_again() throws Exception {
    var ref = oldFile();
    files--;
    assertThat(youngFile()).isEqualTo(ref);

    aRound(ALL);

    assertThat(has(ref)).isTrue();
  }

  @Test
  void many_files_and_jobs_are_let_go_batch_by_batch() throws Exception {
    testDatabase.run(
        """
        insert into kinoloom.job(key_id, state, created_at, ended_at, ev_seq)
        select %d, 4, clock_timestamp() - interval '3 days', clock_timestamp() - interval '2 days', 1
        from generate_series(1, 1700);
        insert into kinoloom.job_event(job_id, seq, kind) select id, 1, 14 from kinoloom.job;
        insert into kinoloom.checkpoint(key_id, hash, result, at)
        select %d, 'h' || n, '{}', clock_timestamp() - interval '2 days'
        from generate_series(1, 2500) n;
        insert into kinoloom.audit(who, action, outcome, at)
        select 'ada', 'x', 'y', clock_timestamp() - interval '2 days' from generate_series(1, 1500)
        """
            .formatted(key, key));

    aRound(ALL);

    assertThat(count("job")).isZero();
    assertThat(count("job_event")).isZero();
    assertThat(count("checkpoint")).isZero();
    assertThat(count("audit")).isZero();
  }
}
