package dev.kinoloom.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/**
 * What databases have seen stays as it is: nodes of earlier versions call these functions, and a
 * database that was made with another text of them refuses this version.
 */
class ReleasedMigrationsTest {
  private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");
  private static final Path RELEASED = Path.of("src/test/resources/engine/released.txt");

  @Test
  void a_released_migration_is_never_changed() throws IOException {
    var now = migrations();

    assertThat(now)
        .as("%s; a changed behaviour needs a new function or another engine schema", RELEASED)
        .containsAllEntriesOf(released());
  }

  @Test
  void a_new_migration_comes_after_all_released_ones() throws IOException {
    var released = released();
    int last = released.keySet().stream().mapToInt(ReleasedMigrationsTest::number).max().orElse(0);

    assertThat(migrations().keySet())
        .filteredOn(file -> !released.containsKey(file))
        .as("databases that are at %d already would never get it", last)
        .allSatisfy(file -> assertThat(number(file)).isGreaterThan(last));
  }

  @Test
  void no_number_is_used_twice() throws IOException {
    assertThat(migrations().keySet().stream().map(ReleasedMigrationsTest::number))
        .doesNotHaveDuplicates();
  }

  private static int number(String file) {
    return Integer.parseInt(file.replaceAll(".*/V(\\d+)__.*", "$1"));
  }

  /** Of each line: the sum, a blank, the file. */
  private static Map<String, String> released() throws IOException {
    var all = new TreeMap<String, String>();
    for (var line : Files.readAllLines(RELEASED)) {
      all.put(line.substring(9), line.substring(0, 8));
    }
    return all;
  }

  private static Map<String, String> migrations() throws IOException {
    var all = new TreeMap<String, String>();
    try (var files = Files.walk(MIGRATIONS)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var sum = new CRC32();
        sum.update(Files.readString(file).replace("\r", "").getBytes(UTF_8));
        all.put(
            MIGRATIONS.relativize(file).toString().replace('\\', '/'),
            "%08x".formatted(sum.getValue()));
      }
    }
    return all;
  }
}
