package dev.kinoloom.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.chaos.Articles;
import dev.kinoloom.store.HistoryCheck;
import dev.kinoloom.store.TestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A version that does not exist yet brings the database further under a running node, and writes
 * more than this one knows: what the next release may do.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class FutureVersionIT {
  /** More columns everywhere, another table, other functions; a migration that we don't have. */
  private static final String EXPANDED =
      """
      do $$
      declare t text;
      begin
        for t in select tablename from pg_tables
          where schemaname = 'kinoloom' and tablename <> 'migration'
        loop
          execute format(
            'alter table kinoloom.%I add column newer_text text, '
              'add column newer_at timestamptz not null default clock_timestamp()', t);
        end loop;
      end $$;
      create table kinoloom.newer (job_id bigint primary key);
      create schema engine_2;
      create function engine_2.admit(want int) returns int language sql as 'select 0';
      insert into kinoloom.migration (
        installed_rank, version, description, type, script, checksum, installed_by, execution_time,
        success)
      select max(installed_rank) + 1, '9001', 'newer', 'SQL', 'V9001__newer.sql', 1, 'x', 1, true
      from kinoloom.migration;
      """;

  /** The same wish once more, with what only a newer version says. */
  private static final String ACCEPTED =
      """
      select o_id from kinoloom.job j, engine_1.accept(
        array[j.key_id], array[null::text], array['\\x00'::bytea],
        array[j.payload || '{"newer": {"a": [1]}}' || jsonb_build_object(
          'brief', j.payload->'brief' || '{"mood": "calm"}' || jsonb_build_object(
            'source', j.payload->'brief'->'source' || '{"newer": 1}'))],
        array[1::smallint])
      where j.id = %d
      """;

  private final TestDatabase database = TestDatabase.create();
  private final List<ClusterNode> nodes = new ArrayList<>();
  @TempDir Path directory;

  @AfterEach
  void close() {
    ClusterNode.closeAll(nodes);
    database.close();
  }

  @Test
  void nodes_work_on_and_start_where_a_newer_version_has_been_and_make_what_it_accepted()
      throws Exception {
    var plan = ClusterNode.Plan.of(directory, database.address(), 2);
    var running = ClusterNode.start(plan, 0).awaitFirst();
    nodes.add(running);
    long ours =
        running.generate(
            Map.of("brief", Articles.of(1), "seconds", 15, "options", Map.of("preset", "debug")));
    database.awaitTrue("select count(*) from kinoloom.task where state = 1 and lane > 1", 60);

    database.run(EXPANDED);
    long theirs = database.number(ACCEPTED.formatted(ours));
    assertThat(
            database.number(
                "select engine_1.tell(%d, 13::smallint, '{\"a\": 1}')::int".formatted(theirs)))
        .isEqualTo(1);
    var started = ClusterNode.start(plan, 1);
    nodes.add(started);
    started.process.await(line -> line.contains("database.newer by=[9001]"), 60);
    started.awaitApi(running.key());

    for (long job : List.of(ours, theirs)) {
      for (var node : nodes) {
        var ids = new ArrayList<Integer>();
        node.watch(job, line -> note(line, ids));
        assertThat(ids).isEqualTo(IntStream.rangeClosed(1, ids.size()).boxed().toList());
        assertThat(node.status(job).path("status").asText()).isEqualTo("completed");
        assertThat(node.download(job).body()).hasSizeGreaterThan(10_000);
      }
    }
    assertThat(database.number("select max(attempt) from kinoloom.task")).isEqualTo(1);
    HistoryCheck.assertClean(database.address());
  }

  private static void note(String line, List<Integer> ids) {
    if (line.startsWith("id: ")) {
      ids.add(Integer.valueOf(line.substring(4).strip()));
    }
  }
}
