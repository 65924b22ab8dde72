package dev.kinoloom.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinoloom.store.TestDatabase;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts that come to nothing, and what they leave behind. */
class StartIT {
  private final TestDatabase database = TestDatabase.create();
  @TempDir Path directory;

  @AfterEach
  void close() {
    database.close();
  }

  private Service serve(String home, Path artifacts) throws IOException {
    var at = home(home);
    return Service.start(at, settings(at, artifacts), false);
  }

  private Home home(String name) throws IOException {
    var at = new Home(directory.resolve(name));
    at.prepare();
    return at;
  }

  private ConfigLoader.Loaded settings(Home home, Path artifacts) {
    var address = database.address();
    var said = new HashMap<String, String>();
    said.put("KINOLOOM_HTTP_PORT", "0");
    said.put("KINOLOOM_MANAGEMENT_PORT", "0");
    said.put(
        "KINOLOOM_DATABASE_URL",
        "postgresql://%s:%d/%s?sslmode=disable"
            .formatted(address.host(), address.port(), address.database()));
    said.put("KINOLOOM_DATABASE_USER", address.user());
    said.put("KINOLOOM_DATABASE_PASSWORD", address.password().reveal());
    said.put("KINOLOOM_ARTIFACTS_DIRECTORY", artifacts.toString());
    return new ConfigLoader(Map.copyOf(said)).load(home.root(), null);
  }

  private String number(String sql) throws SQLException {
    try (var connection = database.open();
        var row = connection.createStatement().executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  @Test
  void a_node_whose_start_fails_when_it_was_counted_in_already_leaves_at_once() throws Exception {
    Files.createDirectories(directory.resolve("home/serve.json/in-the-way"));

    assertThatThrownBy(() -> serve("home", directory.resolve("films")))
        .isInstanceOf(UncheckedIOException.class);

    assertThat(number("select count(*) from kinoloom.node")).isEqualTo("1");
    assertThat(number("select count(*) from kinoloom.node where state = 3")).isEqualTo("1");
  }

  @Test
  void a_command_whose_engine_does_not_start_leaves_at_once_and_lets_go_of_its_home()
      throws Exception {
    var home = home("home");
    var settings = settings(home, directory.resolve("films"));

    var node = Node.open(home, settings);
    assertThatThrownBy(
            () ->
                LocalStudio.working(
                    node,
                    engine ->
                        engine
                            .start(false)
                            .compose(none -> Future.failedFuture(new CannotStart("no workers")))))
        .isInstanceOf(CannotStart.class)
        .hasMessage("no workers");

    assertThat(number("select string_agg(state::text, ',') from kinoloom.node")).isEqualTo("3");
    Node.open(home, settings).close();
  }

  @Test
  void a_directory_of_artifacts_that_is_not_mounted_is_neither_made_nor_written_to()
      throws Exception {
    var films = directory.resolve("mnt/films");
    serve("first", films).close();
    var aside = Files.move(films, directory.resolve("share"));

    assertThatThrownBy(() -> serve("second", films))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("is it mounted?")
        .hasMessageContaining("artifacts.directory");
    assertThat(films).as("where nothing is mounted").doesNotExist();

    Files.createDirectories(films);
    assertThatThrownBy(() -> serve("second", films)).hasMessageContaining("is it mounted?");
    assertThat(films).as("an empty mount point").isEmptyDirectory();

    Files.delete(films);
    Files.move(aside, films);
    serve("second", films).close();
  }
}
