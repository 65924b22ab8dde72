package dev.kinoloom.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.artifact.LocalCache.Copy;
import dev.kinoloom.artifact.LocalCache.Name;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalCacheTest {
  private static final long MOST = 10;

  private static Name name(String text) {
    var sha256 = new Sha256();
    sha256.add(text.getBytes(StandardCharsets.UTF_8), text.length());
    return new Name(1, sha256.hex());
  }

  private static Copy bring(LocalCache cache, String text, int readers) throws IOException {
    var place = cache.reserve(text.length());
    Files.writeString(place.file(), text);
    return cache.admit(name(text), place, readers);
  }

  private static boolean has(LocalCache cache, String text) throws IOException {
    var copy = cache.find(name(text), text.length());
    copy.ifPresent(cache::release);
    return copy.isPresent();
  }

  @Test
  void what_was_used_least_recently_leaves_first(@TempDir Path dir) throws IOException {
    var cache = LocalCache.open(dir, MOST);
    var oldest = bring(cache, "aaaa", 0);
    bring(cache, "bbbb", 0);
    assertThat(has(cache, "aaaa")).isTrue();

    bring(cache, "cccc", 0);

    assertThat(has(cache, "bbbb")).isFalse();
    assertThat(has(cache, "aaaa")).isTrue();
    assertThat(oldest.path()).hasContent("aaaa");
  }

  @Test
  void what_is_being_read_stays_and_leaves_when_nobody_reads_it(@TempDir Path dir)
      throws IOException {
    var cache = LocalCache.open(dir, MOST);
    var first = bring(cache, "aaaaaaaa", 2);

    bring(cache, "bbbbbbbb", 0);
    assertThat(first.path()).hasContent("aaaaaaaa");
    cache.release(first);
    bring(cache, "cccccccc", 0);
    assertThat(first.path()).hasContent("aaaaaaaa");
    cache.release(first);
    bring(cache, "dddddddd", 0);

    assertThat(first.path()).doesNotExist();
  }

  @Test
  void a_file_larger_than_the_limit_is_read_all_the_same(@TempDir Path dir) throws IOException {
    var cache = LocalCache.open(dir, MOST);

    var copy = bring(cache, "aaaaaaaaaaaaaaaaaaaa", 1);

    assertThat(copy.path()).exists();
    assertThat(has(cache, "aaaaaaaaaaaaaaaaaaaa")).isTrue();
  }

  @Test
  void what_comes_twice_is_there_once(@TempDir Path dir) throws IOException {
    var cache = LocalCache.open(dir, MOST);

    var one = bring(cache, "aaaa", 1);
    var two = bring(cache, "aaaa", 1);
    bring(cache, "bbbb", 0);

    assertThat(one).isSameAs(two);
    assertThat(one.path()).hasContent("aaaa");
    assertThat(dir.resolve("incoming")).isEmptyDirectory();
  }

  @Test
  void a_restart_finds_what_is_there_throws_halves_away_and_keeps_the_limit(@TempDir Path dir)
      throws IOException {
    var before = LocalCache.open(dir, 100);
    bring(before, "aaaa", 0);
    bring(before, "bbbb", 0);
    Files.writeString(before.reserve(4).file(), "half");

    var after = LocalCache.open(dir, 5);

    assertThat(has(after, "aaaa") ^ has(after, "bbbb")).isTrue();
    assertThat(dir.resolve("incoming")).isEmptyDirectory();
  }

  @Test
  void what_an_earlier_process_left_damaged_is_not_read(@TempDir Path dir) throws IOException {
    var copy = bring(LocalCache.open(dir, MOST), "aaaa", 0);
    Files.writeString(copy.path(), "abba");

    assertThat(has(LocalCache.open(dir, MOST), "aaaa")).isFalse();
    assertThat(copy.path()).doesNotExist();
  }

  @Test
  void files_of_others_in_its_directory_are_left_alone(@TempDir Path dir) throws IOException {
    Files.writeString(dir.resolve("note"), "mine");

    LocalCache.open(dir, 1 << 20);

    assertThat(dir.resolve("note")).exists();
  }
}
