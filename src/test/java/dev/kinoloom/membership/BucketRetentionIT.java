package dev.kinoloom.membership;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.artifact.S3Bucket;
import dev.kinoloom.config.S3;
import dev.kinoloom.config.Secret;
import dev.kinoloom.config.Settings;
import dev.kinoloom.domain.ArtifactRef;
import dev.kinoloom.domain.Submission;
import dev.kinoloom.store.Operations;
import dev.kinoloom.store.Stores;
import dev.kinoloom.store.TestDatabase;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStoreContext;
import org.jclouds.blobstore.TransientApiMetadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files in a bucket go when nobody names them, as those in a directory do. */
class BucketRetentionIT {
  private static final Duration DAY = Duration.ofDays(1);
  private static final int STEPS = 40;

  private final Vertx vertx = Vertx.vertx();
  private final TestDatabase testDatabase = TestDatabase.create();
  private final BlobStoreContext context =
      ContextBuilder.newBuilder(new TransientApiMetadata()).build(BlobStoreContext.class);
  private final S3Proxy server =
      S3Proxy.builder()
          .blobStore(context.getBlobStore())
          .endpoint(URI.create("http://127.0.0.1:0"))
          .awsAuthentication(AuthenticationType.AWS_V4, "name", "secret")
          .build();

  @BeforeEach
  void start() throws Exception {
    server.start();
    context.getBlobStore().createContainerInLocation(null, "films");
  }

  @AfterEach
  void stop() throws Exception {
    await(vertx.close());
    server.stop();
    context.close();
    testDatabase.close();
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.await(30, SECONDS);
  }

  private static String named(ArtifactRef ref) {
    return "{\"sha256\":\"%s\",\"bytes\":%d,\"mediaType\":\"text/plain\"}"
        .formatted(ref.sha256(), ref.bytes());
  }

  @Test
  void what_nobody_names_goes_and_what_a_job_names_stays(@TempDir Path home) throws Exception {
    var settings =
        new S3(
            "films",
            "kino",
            URI.create("http://127.0.0.1:" + server.getPort()),
            null,
            true,
            "name",
            new Secret("secret"),
            1 << 20);
    var bucket = S3Bucket.open(vertx, settings, home.resolve("cache"), InstantSource.system());
    var database = testDatabase.connect(vertx);
    var stores = Stores.over(database);
    var operations = Operations.over(database);
    int key = await(stores.keys().create("acme", "hash", 1));
    int node = await(stores.nodes().up("alpha", Duration.ofHours(1)));
    var wanted = Files.writeString(home.resolve("wanted"), "the film of an open job");
    var kept = await(bucket.keep(key, wanted, "text/plain"));
    var forgotten = Files.writeString(home.resolve("forgotten"), "what nobody names");
    var unnamed = await(bucket.keep(key, forgotten, "text/plain"));
    await(stores.jobs().accept(List.of(new Submission(key, null, "00", named(kept), 1))));

    var retention =
        new Retention(
            operations,
            Optional.of(bucket),
            new Settings.Retention(DAY, DAY, DAY, DAY, DAY),
            () -> node,
            () -> InstantSource.system().instant().plus(DAY.multipliedBy(2)),
            System::nanoTime);
    for (int i = 0; i < STEPS; i++) {
      await(retention.step());
    }

    assertThat(await(bucket.has(key, unnamed))).isFalse();
    assertThat(await(bucket.has(key, kept))).isTrue();
    assertThat(await(operations.lines().find(key)).orElseThrow().storedBytes())
        .as("without what went")
        .isEqualTo(kept.bytes());
    await(bucket.close());
    await(database.close());
  }
}
