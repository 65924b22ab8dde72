package dev.kinoloom.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.artifact.ArtifactShelf.Stock;
import dev.kinoloom.config.S3;
import dev.kinoloom.config.Secret;
import dev.kinoloom.domain.ArtifactRef;
import dev.kinoloom.domain.FailureKind;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStore;
import org.jclouds.blobstore.BlobStoreContext;
import org.jclouds.blobstore.TransientApiMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A bucket on an S3 server that others wrote, and that looks at our signatures. */
class S3BucketIT extends ArtifactStoreContract {
  private static final String BUCKET = "films";
  private static final int PART = 5 << 20; // S3 takes no smaller ones
  private static final BlobStoreContext CONTEXT =
      ContextBuilder.newBuilder(new TransientApiMetadata()).build(BlobStoreContext.class);
  private static final BlobStore BLOBS = CONTEXT.getBlobStore();
  private static final S3Proxy SERVER =
      S3Proxy.builder()
          .blobStore(BLOBS)
          .endpoint(URI.create("http://127.0.0.1:0"))
          .awsAuthentication(AuthenticationType.AWS_V4, "name", "secret")
          .build();

  @BeforeAll
  static void start() throws Exception {
    SERVER.start();
  }

  @AfterAll
  static void stop() throws Exception {
    SERVER.stop();
    CONTEXT.close();
  }

  private static S3 settings(String secret) {
    return new S3(
        BUCKET,
        "kino",
        URI.create("http://127.0.0.1:" + SERVER.getPort()),
        null,
        true,
        "name",
        new Secret(secret),
        1 << 20);
  }

  private Duration ahead = Duration.ZERO;

  private InstantSource later() {
    return () -> InstantSource.system().instant().plus(ahead);
  }

  @Override
  ArtifactStore node(Path ofTheNode) throws IOException {
    BLOBS.createContainerInLocation(null, BUCKET);
    return S3Bucket.open(
        vertx, settings("secret"), ofTheNode.resolve("cache"), later(), Patience.USUAL, PART);
  }

  @AfterEach
  void empty() {
    BLOBS.deleteContainer(BUCKET);
  }

  @Override
  void cutShort(ArtifactRef ref) {
    var object = "kino/" + LocalCache.Name.of(1, ref).object();
    BLOBS.putBlob(BUCKET, BLOBS.blobBuilder(object).payload(new byte[2]).build());
  }

  @Override
  int held() {
    return (int) BLOBS.countBlobs(BUCKET);
  }

  @Override
  int largeBytes() {
    return 2 * PART + 7;
  }

  private static Date written(ArtifactRef ref) {
    return BLOBS
        .blobMetadata(BUCKET, "kino/" + LocalCache.Name.of(1, ref).object())
        .getLastModified();
  }

  @Test
  void what_is_kept_again_is_written_anew_only_when_it_is_old() throws Exception {
    var ref = keep(1, write("tide"));
    var first = written(ref);

    keep(1, write("tide"));
    assertThat(written(ref)).isEqualTo(first);

    ahead = Duration.ofHours(1);
    vertx.timer(1_100, TimeUnit.MILLISECONDS).await(); // a server may count in seconds
    keep(1, write("tide"));
    assertThat(written(ref)).isAfter(first);
  }

  @Test
  void a_keys_files_are_counted_and_the_old_ones_let_go() throws Exception {
    var tide = keep(1, write("tide"));
    var moon = keep(1, write("the moon"));
    var others = keep(2, write("tide"));
    var shelf = (ArtifactShelf) artifacts;
    var now = InstantSource.system().instant();
    var past = now.minus(Duration.ofDays(1));
    var future = now.plus(Duration.ofDays(1));

    assertThat(shelf.stock(1, past, 10).await()).isEqualTo(new Stock(12, 2, Set.of()));
    assertThat(shelf.stock(1, future, 10).await())
        .isEqualTo(new Stock(12, 2, Set.of(tide.sha256(), moon.sha256())));
    assertThat(shelf.stock(1, future, 1).await().old()).hasSize(1);
    assertThat(shelf.stock(3, future, 1).await()).isEqualTo(new Stock(0, 0, Set.of()));

    assertThat(shelf.discard(1, Set.of(tide.sha256()), past).await()).as("young").isZero();
    assertThat(shelf.discard(1, Set.of(tide.sha256(), "0".repeat(64)), future).await()).isOne();
    assertThat(artifacts.has(1, tide).await()).isFalse();
    assertThat(artifacts.has(1, moon).await()).isTrue();
    assertThat(artifacts.has(2, others).await()).as("of another key").isTrue();
  }

  @Test
  void it_is_found_usable_and_known_again() {
    try (var check = new BucketCheck(settings("secret"))) {
      check.requireUsable();

      assertThat(check.mark("first")).isEqualTo("first");
      assertThat(check.mark("second")).isEqualTo("first");
    }
  }

  @Test
  void a_wrong_secret_is_refused() {
    try (var check = new BucketCheck(settings("guessed"))) {
      assertFails(FailureKind.CREDENTIALS, check::requireUsable);
    }
  }
}
