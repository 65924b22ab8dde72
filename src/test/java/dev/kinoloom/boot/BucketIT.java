package dev.kinoloom.boot;

import static dev.kinoloom.artifact.TroubledBucket.Trouble.CUT;
import static dev.kinoloom.artifact.TroubledBucket.Trouble.LOST;
import static dev.kinoloom.artifact.TroubledBucket.Trouble.NONE;
import static dev.kinoloom.artifact.TroubledBucket.Trouble.SLOW_DOWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.artifact.TroubledBucket;
import dev.kinoloom.chaos.KinoloomProcess;
import dev.kinoloom.codec.Json;
import dev.kinoloom.worker.ScratchDir;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program with its files in a bucket. */
class BucketIT {
  private static void settings(Path home, TroubledBucket server, String more) throws IOException {
    Files.writeString(
        home.resolve("kinoloom.yaml"),
        """
        http: {port: 0}
        management: {port: 0}
        artifacts:
          s3: {bucket: %s, prefix: kino, endpoint: '%s', pathStyle: true, cacheBytes: 50MiB%s}
        """
            .formatted(TroubledBucket.BUCKET, server.endpoint(), more));
  }

  private static final String CREDENTIALS = ", accessKey: name, secretKey: secret";

  @Test
  void a_film_is_made_and_downloaded_whole_and_in_ranges_though_the_bucket_has_its_moods(
      @TempDir Path home) throws Exception {
    try (var bucket = new TroubledBucket()) {
      settings(home, bucket, CREDENTIALS);
      try (var service = new RunningService(home, Map.of())) {
        bucket.troubles("PUT", NONE, LOST, NONE, SLOW_DOWN);
        var made =
            service.filmed(
                "A lighthouse tells ships where the rocks are.\n\nIts lamp turns once in ten seconds.");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
        long job = Json.tree(made.body()).path("jobId").asLong();
        assertThat(bucket.objects.keySet()).allMatch(name -> name.startsWith("kino/"));
        assertThat(home.resolve("artifacts")).isEmptyDirectory();

        ScratchDir.remove(home.resolve("copies"));
        Files.createDirectories(home.resolve("copies/incoming"));
        bucket.troubles("GET", CUT, SLOW_DOWN);
        var whole = service.download(job, home.resolve("film.mp4"));
        var part = service.download(job, home.resolve("part.mp4"), "bytes=1000-1999");

        assertThat(whole.statusCode()).isEqualTo(200);
        assertThat(part.statusCode()).isEqualTo(206);
        var bytes = Files.readAllBytes(home.resolve("film.mp4"));
        assertThat(bucket.objects.values()).anyMatch(object -> Arrays.equals(object, bytes));
        assertThat(home.resolve("part.mp4"))
            .hasBinaryContent(Arrays.copyOfRange(bytes, 1000, 2000));
      }
    }
  }

  @Test
  void a_bucket_that_refuses_us_is_said_at_the_start_with_what_to_do(@TempDir Path home)
      throws Exception {
    try (var bucket = new TroubledBucket()) {
      settings(home, bucket, CREDENTIALS);
      bucket.troubles("HEAD", TroubledBucket.Trouble.REFUSED);

      try (var process = KinoloomProcess.start(home, null, Map.of(), "serve")) {
        assertThat(process.awaitEnd(60)).isNotZero();
        assertThat(process.output())
            .contains("films", "s3:ListBucket")
            .doesNotContain("secret", "\tat ");
      }
    }
  }
}
