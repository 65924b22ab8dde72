package dev.kinoloom.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.artifact.TroubledBucket;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorIT {
  @TempDir Path home;

  private String said(int code) {
    var said = new StringWriter();
    var command = Main.commandLine();
    command.getSubcommands().values().forEach(sub -> sub.setOut(new PrintWriter(said)));
    assertThat(command.execute("doctor", "--home", home.toString()))
        .as(said.toString())
        .isEqualTo(code);
    return said.toString();
  }

  @Test
  void it_says_what_this_machine_has() {
    assertThat(said(0))
        .contains("FFmpeg", "Fonts", "Voice", "GiB free")
        .contains("an embedded PostgreSQL in the home");
  }

  @Test
  void a_database_that_does_not_answer_is_said_with_what_to_do() throws IOException {
    int nobody;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = socket.getLocalPort();
    }
    Files.writeString(
        home.resolve("kinoloom.yaml"),
        "database: {url: 'postgresql://127.0.0.1:%d/film', user: film, password: x}%n"
            .formatted(nobody));

    assertThat(said(1)).contains("127.0.0.1:" + nobody, "start PostgreSQL there");
  }

  @Test
  void a_bucket_is_tried_and_what_it_lacks_is_said() throws IOException {
    try (var bucket = new TroubledBucket()) {
      Files.writeString(
          home.resolve("kinoloom.yaml"),
          "artifacts: {s3: {bucket: films, endpoint: '%s', pathStyle: true, accessKey: a, secretKey: b}}%n"
              .formatted(bucket.endpoint()));
      assertThat(said(0)).contains("Artifacts the bucket films at http://127.0.0.1");

      bucket.troubles("PUT", TroubledBucket.Trouble.REFUSED);

      assertThat(said(1)).contains("MISSING Artifacts", "s3:PutObject");
    }
  }
}
