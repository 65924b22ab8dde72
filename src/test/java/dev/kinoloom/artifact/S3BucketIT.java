package dev.kinoloom.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.config.S3;
import dev.kinoloom.config.Secret;
import dev.kinoloom.domain.ArtifactRef;
import dev.kinoloom.domain.FailureKind;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
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

  @Override
  ArtifactStore node(Path ofTheNode) throws IOException {
    BLOBS.createContainerInLocation(null, BUCKET);
    return S3Bucket.open(
        vertx, settings("secret"), ofTheNode.resolve("cache"), Patience.USUAL, PART);
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
