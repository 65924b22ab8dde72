package dev.kinoloom.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.security.auth.module.UnixSystem;
import dev.kinoloom.config.Secret;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresIT {
  private static final Path PROGRAMS = Path.of("target", "programs");

  private final Path home;

  EmbeddedPostgresIT(@TempDir Path home) {
    this.home = home;
  }

  private static String ask(DatabaseAddress address, String sql) throws SQLException {
    try (var connection = address.open();
        var statement = connection.createStatement()) {
      return statement.execute(sql) ? first(statement.getResultSet()) : "";
    }
  }

  private static String first(java.sql.ResultSet rows) throws SQLException {
    return rows.next() ? rows.getString(1) : "";
  }

  @Test
  void data_survive_a_restart() throws Exception {
    try (var lock = HomeLock.acquire(home);
        var postgres = EmbeddedPostgres.start(lock, PROGRAMS)) {
      ask(postgres.address(), "create table kept as select 'a film'::text what");
    }
    try (var lock = HomeLock.acquire(home);
        var postgres = EmbeddedPostgres.start(lock, PROGRAMS)) {
      assertThat(ask(postgres.address(), "select what from kept")).isEqualTo("a film");
    }
    assertThat(postgresProcesses()).isEmpty();
  }

  @Test
  void it_is_durable_and_nobody_enters_from_elsewhere_or_without_the_password() throws Exception {
    try (var lock = HomeLock.acquire(home);
        var postgres = EmbeddedPostgres.start(lock, PROGRAMS)) {
      var address = postgres.address();
      assertThat(ask(address, "show fsync")).isEqualTo("on");
      assertThat(ask(address, "show synchronous_commit")).isEqualTo("on");
      assertThat(ask(address, "show full_page_writes")).isEqualTo("on");
      assertThat(ask(address, "show data_checksums")).isEqualTo("on");
      assertThat(ask(address, "show listen_addresses")).isEqualTo("127.0.0.1");
      assertThat(ask(address, "show unix_socket_directories")).isEmpty();
      assertThat(
              ask(address, "select string_agg(distinct auth_method, ',') from pg_hba_file_rules"))
          .isEqualTo("scram-sha-256");
      var guess =
          new DatabaseAddress(
              address.host(),
              address.port(),
              address.database(),
              address.user(),
              new Secret("guess"),
              address.tls());
      assertThatThrownBy(() -> ask(guess, "select 1"))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(home.resolve("postgres.password"))))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void a_second_start_on_the_same_home_is_refused_and_told_who_has_it() throws Exception {
    var child = child();
    try {
      assertThatThrownBy(() -> HomeLock.acquire(home))
          .isInstanceOfSatisfying(HomeInUse.class, e -> assertThat(e.pid()).hasValue(child.pid()))
          .hasMessageContaining("in use by another Kinoloom (process " + child.pid() + ")");
    } finally {
      kill(child.toHandle());
    }
    try (var lock = HomeLock.acquire(home)) {
      assertThat(lock.home()).isEqualTo(home.toRealPath());
      assertThatThrownBy(() -> HomeLock.acquire(home)).isInstanceOf(HomeInUse.class);
      startAndCheck(lock, "by the child");
    }
  }

  @Test
  void after_a_kill_of_the_process_the_surviving_server_is_stopped_and_data_are_there()
      throws Exception {
    var child = child();
    var survivor = postmaster();
    kill(child.toHandle());
    assertThat(survivor.isAlive()).isTrue();
    try (var lock = HomeLock.acquire(home)) {
      startAndCheck(lock, "by the child");
    }
    assertThat(survivor.onExit()).succeedsWithin(Duration.ofSeconds(10));
  }

  @Test
  void after_a_kill_of_process_and_server_data_are_there() throws Exception {
    var child = child();
    kill(child.toHandle());
    kill(postmaster());
    try (var lock = HomeLock.acquire(home)) {
      startAndCheck(lock, "by the child");
    }
    assertThat(postgresProcesses()).isEmpty();
  }

  @Test
  void a_number_that_somebody_else_has_now_is_not_killed() throws Exception {
    var child = child();
    kill(child.toHandle());
    kill(postmaster());
    var pidFile = home.resolve("postgres/postmaster.pid");
    var bystander = new ProcessBuilder("sleep", "600").start();
    try {
      var left = Files.readAllLines(pidFile);
      left.set(0, Long.toString(bystander.pid()));
      Files.write(pidFile, left);
      try (var lock = HomeLock.acquire(home)) {
        startAndCheck(lock, "by the child");
      }
      assertThat(bystander.isAlive()).isTrue();
    } finally {
      kill(bystander.toHandle());
    }
  }

  @Test
  void a_directory_of_another_major_is_refused_with_what_to_do() throws Exception {
    Files.createDirectories(home.resolve("postgres"));
    Files.writeString(home.resolve("postgres/PG_VERSION"), "16\n");
    try (var lock = HomeLock.acquire(home)) {
      assertThatThrownBy(() -> EmbeddedPostgres.start(lock, PROGRAMS))
          .isInstanceOf(StoreUnavailable.class)
          .hasMessageContainingAll("PostgreSQL 16", "brings 17", "pg_dumpall");
    }
    assertThat(home.resolve("postgres")).isDirectoryNotContaining("glob:**/[!P]*");
  }

  @Test
  void a_directory_that_is_no_database_is_left_alone() throws Exception {
    Files.createDirectories(home.resolve("postgres/holiday-pictures"));
    try (var lock = HomeLock.acquire(home)) {
      assertThatThrownBy(() -> EmbeddedPostgres.start(lock, PROGRAMS))
          .isInstanceOf(StoreUnavailable.class)
          .hasMessageContaining("move it away");
    }
    assertThat(home.resolve("postgres/holiday-pictures")).isDirectory();
  }

  @Test
  void a_lost_password_is_said_and_a_creation_that_was_killed_is_begun_anew() throws Exception {
    Files.createDirectories(home.resolve("postgres.new-killed/base"));
    try (var lock = HomeLock.acquire(home)) {
      startAndCheckNothing(lock);
      assertThat(home.resolve("postgres.new-killed")).doesNotExist();
      Files.delete(home.resolve("postgres.password"));
      assertThatThrownBy(() -> EmbeddedPostgres.start(lock, PROGRAMS))
          .isInstanceOf(StoreUnavailable.class)
          .hasMessageContaining("postgres.password");
    }
  }

  @Test
  void as_root_it_runs_as_somebody_else_by_either_way_on_the_same_data() throws Exception {
    assumeTrue(new UnixSystem().getUid() == 0, "only root has to become somebody else");
    var programs = PostgresPrograms.unpack(PROGRAMS);
    try (var lock = HomeLock.acquire(home)) {
      for (var way :
          List.of(Unprivileged.nobody(), Unprivileged.ownNamespace(), Unprivileged.nobody())) {
        var server = new PostgresServer(programs, way, lock.home());
        try (var postgres = EmbeddedPostgres.start(lock.home(), server)) {
          ask(postgres.address(), "create table if not exists ways(n int)");
          ask(postgres.address(), "insert into ways values (1)");
        }
      }
      try (var postgres = EmbeddedPostgres.start(lock, PROGRAMS)) {
        assertThat(ask(postgres.address(), "select count(*) from ways")).isEqualTo("3");
      }
    }
  }

  @Test
  void a_server_that_does_not_start_says_why() throws Exception {
    try (var lock = HomeLock.acquire(home)) {
      startAndCheckNothing(lock);
      Files.writeString(home.resolve("postgres/postgresql.conf"), "shared_buffers = nonsense\n");
      assertThatThrownBy(() -> EmbeddedPostgres.start(lock, PROGRAMS))
          .isInstanceOf(StoreUnavailable.class)
          .hasMessageContainingAll("postgres.log", "shared_buffers");
    }
  }

  private static void startAndCheckNothing(HomeLock lock) {
    EmbeddedPostgres.start(lock, PROGRAMS).close();
  }

  private static void startAndCheck(HomeLock lock, String kept) throws SQLException {
    try (var postgres = EmbeddedPostgres.start(lock, PROGRAMS)) {
      assertThat(ask(postgres.address(), "select what from kept")).isEqualTo(kept);
    }
  }

  private Process child() throws IOException {
    var child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                EmbeddedPostgresChild.class.getName(),
                home.toString(),
                PROGRAMS.toAbsolutePath().toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    var said =
        new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8));
    assertThat(said.lines().filter("ready"::equals).findFirst()).isPresent();
    return child;
  }

  private ProcessHandle postmaster() throws IOException {
    return new Survivors(home.toRealPath().resolve("postgres")).postmaster().orElseThrow();
  }

  private static void kill(ProcessHandle process) throws Exception {
    process.destroyForcibly();
    process.onExit().get(20, TimeUnit.SECONDS);
  }

  private List<Long> postgresProcesses() throws IOException {
    var data = home.toRealPath().resolve("postgres");
    return ProcessHandle.allProcesses()
        .filter(p -> worksIn(p, data))
        .map(ProcessHandle::pid)
        .toList();
  }

  private static boolean worksIn(ProcessHandle process, Path data) {
    try {
      return Files.readSymbolicLink(Path.of("/proc/" + process.pid() + "/cwd")).equals(data);
    } catch (IOException e) {
      return false;
    }
  }
}
