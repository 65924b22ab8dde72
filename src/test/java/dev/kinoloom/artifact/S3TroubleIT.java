package dev.kinoloom.artifact;

import static dev.kinoloom.artifact.TroubledBucket.Trouble.CUT;
import static dev.kinoloom.artifact.TroubledBucket.Trouble.ERROR;
import static dev.kinoloom.artifact.TroubledBucket.Trouble.LOST;
import static dev.kinoloom.artifact.TroubledBucket.Trouble.NONE;
import static dev.kinoloom.artifact.TroubledBucket.Trouble.REFUSED;
import static dev.kinoloom.artifact.TroubledBucket.Trouble.WRONG_LENGTH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinoloom.artifact.TroubledBucket.Trouble;
import dev.kinoloom.config.S3;
import dev.kinoloom.config.Secret;
import dev.kinoloom.domain.ArtifactRef;
import dev.kinoloom.domain.FailureKind;
import io.vertx.core.Future;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A bucket on a server that misbehaves. */
class S3TroubleIT extends ArtifactStoreContract {
  private static final int PART = 100_000;
  private static final long CACHE = 1 << 20;
  private static final Patience SHORT =
      new Patience(
          Duration.ofSeconds(2),
          Duration.ofMillis(500),
          Duration.ofSeconds(5),
          64 << 10,
          4,
          Duration.ofMillis(5),
          Duration.ofMillis(20));

  private final TroubledBucket server;

  S3TroubleIT() throws IOException {
    server = new TroubledBucket();
  }

  static S3 settings(URI endpoint) {
    return new S3(
        TroubledBucket.BUCKET, "kino/a", endpoint, null, true, "name", new Secret("secret"), CACHE);
  }

  @Override
  S3Bucket node(Path ofTheNode) throws IOException {
    return S3Bucket.open(
        vertx,
        settings(server.endpoint()),
        ofTheNode.resolve("cache"),
        InstantSource.system(),
        SHORT,
        PART);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static String object(ArtifactRef ref) {
    return "kino/a/" + LocalCache.Name.of(1, ref).object();
  }

  @Override
  void cutShort(ArtifactRef ref) {
    server.objects.put(object(ref), new byte[2]);
  }

  @Override
  int held() {
    return server.objects.size();
  }

  @Override
  int largeBytes() {
    return 3 * PART + 7;
  }

  private Path large() throws IOException {
    var bytes = new byte[largeBytes()];
    new Random(11).nextBytes(bytes);
    return Files.write(home.resolve("mine.bin"), bytes);
  }

  /** Kept by somebody else: this node has no copy. */
  private ArtifactRef keptElsewhere(Path file, Path elsewhere) throws IOException {
    var other = node(elsewhere);
    try {
      return other.keep(1, file, "video/mp4").await();
    } finally {
      leave(other);
      server.requests.clear();
    }
  }

  private void assertRead(ArtifactRef ref, Path like) throws IOException {
    try (var file = artifacts.open(1, ref).await()) {
      assertThat(Arrays.equals(Files.readAllBytes(file.path()), Files.readAllBytes(like))).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "CUT, NONE, 2",
    "CUT, CUT, 3",
    "WRONG_LENGTH, NONE, 2",
    "WRONG_BYTES, NONE, 2",
    "SLOW_DOWN, NONE, 2",
    "ERROR, CUT, 3",
    "CUT, NO_RANGES, 2",
    "SILENT, NONE, 2",
    "LOST, NONE, 1"
  })
  void a_download_that_breaks_off_goes_on(
      Trouble first, Trouble second, int requests, @TempDir Path elsewhere) throws IOException {
    var mine = large();
    var ref = keptElsewhere(mine, elsewhere);
    server.troubles("GET", first, second);

    assertRead(ref, mine);

    assertThat(server.count("GET")).isEqualTo(requests);
  }

  @Test
  void what_has_come_is_not_fetched_again(@TempDir Path elsewhere) throws IOException {
    var mine = large();
    var ref = keptElsewhere(mine, elsewhere);
    server.troubles("GET", CUT, CUT, CUT, CUT, CUT, CUT, CUT);

    assertRead(ref, mine);

    assertThat(server.sent).hasValue(ref.bytes());
  }

  @Test
  void it_is_given_up_after_some_tries_and_nothing_is_left(@TempDir Path elsewhere)
      throws IOException {
    var ref = keptElsewhere(large(), elsewhere);
    server.troubles("GET", Stream.generate(() -> WRONG_LENGTH).limit(50).toArray(Trouble[]::new));

    assertFails(FailureKind.BAD_OUTPUT, () -> artifacts.open(1, ref).await());

    assertThat(home.resolve("node/cache/incoming")).isEmptyDirectory();
  }

  @Test
  void many_who_want_the_same_fetch_it_once(@TempDir Path elsewhere) throws IOException {
    var mine = large();
    var ref = keptElsewhere(mine, elsewhere);

    var all = Future.all(Stream.generate(() -> artifacts.open(1, ref)).limit(20).toList()).await();

    all.<LocalFile>list().forEach(LocalFile::close);
    assertRead(ref, mine);
    assertThat(server.count("GET")).isEqualTo(1);
  }

  @Test
  void what_is_there_is_not_sent_again(@TempDir Path elsewhere) throws IOException {
    var mine = large();
    keptElsewhere(mine, elsewhere);

    keep(1, mine);

    assertThat(server.requests).hasSize(1).first().asString().startsWith("HEAD");
  }

  @Test
  void a_large_file_goes_in_parts_and_each_is_tried_again() throws IOException {
    server.troubles("PUT", NONE, LOST, ERROR);

    var ref = keep(1, large());

    assertThat(server.objects.get(object(ref))).isEqualTo(Files.readAllBytes(large()));
    assertThat(server.count("PUT")).isEqualTo(6);
    assertThat(server.uploads).isEmpty();
  }

  @Test
  void an_upload_whose_end_was_not_heard_has_ended() throws IOException {
    server.troubles("POST", NONE, LOST);

    var ref = keep(1, large());

    assertThat(server.objects.get(object(ref))).hasSize((int) ref.bytes());
  }

  @Test
  void an_upload_that_fails_leaves_no_parts_and_no_copy() throws IOException {
    server.troubles("PUT", NONE, REFUSED);

    assertFails(FailureKind.CREDENTIALS, () -> keep(1, large()));

    assertThat(server.uploads).isEmpty();
    assertThat(home.resolve("node/cache/incoming")).isEmptyDirectory();
  }

  @Test
  void uploads_that_nobody_ended_are_swept_but_not_young_ones() throws IOException {
    var bucket = (S3Bucket) artifacts;
    server.troubles("PUT", NONE, REFUSED);
    server.troubles("DELETE", REFUSED);
    assertFails(FailureKind.CREDENTIALS, () -> keep(1, large()));
    assertThat(server.uploads).hasSize(1);

    assertThat(bucket.sweep(Instant.EPOCH).await()).isZero();
    assertThat(bucket.sweep(Instant.EPOCH.plusSeconds(1_000)).await()).isEqualTo(1);

    assertThat(server.uploads).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "REFUSED, CREDENTIALS, 1",
    "NO_BUCKET, UNAVAILABLE, 1",
    "FULL, RESOURCES, 5",
    "ERROR, UNAVAILABLE, 5",
    "SLOW_DOWN, RATE_LIMITED, 4",
    "LOST, CONNECTION, 5"
  })
  void a_failure_says_what_it_is(Trouble trouble, FailureKind kind, int times) {
    server.troubles("PUT", Stream.generate(() -> trouble).limit(times).toArray(Trouble[]::new));

    assertFails(kind, () -> keep(1, write("tide")));
  }

  @Test
  void a_server_that_is_not_there_is_a_connection_that_failed() throws IOException {
    int free;
    try (var socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    var nobody = settings(URI.create("http://127.0.0.1:" + free));

    try (var check = new BucketCheck(nobody)) {
      assertFails(FailureKind.CONNECTION, check::requireUsable);
    }
  }

  @Test
  void what_was_found_damaged_in_the_cache_after_a_restart_is_fetched_again(@TempDir Path restarted)
      throws IOException {
    var mine = write("tide");
    var ref = keep(1, mine);
    var copy = artifacts.open(1, ref).await();
    copy.close();
    var there = restarted.resolve("cache").resolve(LocalCache.Name.of(1, ref).object());
    Files.createDirectories(there.getParent());
    Files.writeString(there, "TIDE");
    server.requests.clear();

    var again = node(restarted);
    try (var file = again.open(1, ref).await()) {
      assertThat(file.path()).hasContent("tide");
    } finally {
      leave(again);
    }
    assertThat(server.count("GET")).isEqualTo(1);
  }

  @Test
  void a_bucket_that_works_is_marked_once_and_known_again() {
    try (var check = new BucketCheck(settings(server.endpoint()))) {
      check.requireUsable();

      assertThat(check.mark("first")).isEqualTo("first");
      assertThat(check.mark("second")).isEqualTo("first");
    }
    assertThat(server.objects).containsOnlyKeys("kino/a/place-id");
  }

  @Test
  void a_check_says_what_to_do() {
    server.troubles("PUT", REFUSED);

    try (var check = new BucketCheck(settings(server.endpoint()))) {
      assertThatThrownBy(check::requireUsable)
          .hasMessageContaining("films")
          .hasMessageContaining("s3:PutObject");
    }
  }

  @Test
  void a_bucket_that_lets_nobody_delete_keeps_what_it_has() throws IOException {
    var ref = keep(1, write("tide"));
    server.troubles("DELETE", Trouble.REFUSED);
    server.writtenAt = Instant.EPOCH;

    var gone = ((ArtifactShelf) artifacts).discard(1, Set.of(ref.sha256()), Instant.MAX).await();

    assertThat(gone).isZero();
    assertThat(artifacts.has(1, ref).await()).isTrue();
  }
}
